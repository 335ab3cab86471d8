package dev.gyre.core.node;

import dev.gyre.core.coordinate.Agreement;
import dev.gyre.core.coordinate.ReadRepair;
import dev.gyre.core.coordinate.Settlement;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.List;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * The machines of the requests that run here, by request: signals reach them through it. Machines
 * that the node began of its own accord stand beside those of clients, and count against no limit
 * of theirs.
 */
final class RequestTable {
  private static final Outcome TOO_HEAVY =
      new Outcome.NotApplied(Refusal.BUSY, "the node holds too many bytes of requests already");

  private final NodeLimits limits;
  private final Timings timings;
  private final Reachability reachability;
  private final Turns turns;

  /** At most {@code limits.requests()} of clients. Never iterated. */
  private final HashMap<RequestId, Running> running = new HashMap<>();

  /** How many of {@link #running} the node began of its own accord. */
  private int own;

  /** How many of those are {@link ReadRepair}s, and {@link Settlement}s. */
  private int readRepairs;

  private int settlements;

  /** Writes that would have lived on, and did not because too many did already. */
  private long settlementsSkipped;

  private final RepairCounts repairs = new RepairCounts();

  /** Sum of {@link Running#bytes}. */
  private long bytes;

  private long unexpectedMessages;

  RequestTable(NodeLimits limits, Timings timings, Reachability reachability, Turns turns) {
    this.limits = limits;
    this.timings = timings;
    this.reachability = reachability;
    this.turns = turns;
  }

  /** Requests of clients, asked here or forwarded. */
  int size() {
    return running.size() - own;
  }

  /** Machines that the node runs of its own accord. */
  int own() {
    return own;
  }

  boolean isRunning(RequestId id) {
    return running.containsKey(id);
  }

  long settlementsSkipped() {
    return settlementsSkipped;
  }

  RepairCounts repairs() {
    return repairs;
  }

  /** Of values that the requests hold on to. */
  long bytes() {
    return bytes;
  }

  /** Messages of peers that no machine could take. */
  long unexpectedMessages() {
    return unexpectedMessages;
  }

  /** Why no further request fits; null when one does. */
  Outcome.@Nullable NotApplied overload(Command command) {
    if (size() >= limits.requests()) {
      return new Outcome.NotApplied(
          Refusal.BUSY, "the node coordinates " + size() + " requests already");
    }
    boolean heavy = bytes + Running.bytes(command) > limits.requestBytes();
    return heavy && size() > 0
        ? new Outcome.NotApplied(
            Refusal.BUSY, "the node holds " + bytes + " bytes of requests already")
        : null;
  }

  /** A client's request begins with a machine's first step. */
  List<Effect> begin(
      RequestId id, @Nullable Origin origin, Command command, Step step, long nowMillis) {
    Running begun = Running.begin(origin, command);
    bytes += begun.bytes();
    return after(id, begun, step, nowMillis);
  }

  /**
   * Work of the node itself begins with a machine's first step; what it answers at its end is
   * counted and told nobody.
   */
  List<Effect> beginOwn(RequestId id, Step step, long nowMillis) {
    own++;
    return after(id, Running.OWN, step, nowMillis);
  }

  /**
   * Tells a request's machine. One that is over has no machine any more: its late signals are
   * dropped.
   *
   * @param reply what the signal carries, null if it is no replica's
   */
  List<Effect> signal(RequestId id, Signal signal, @Nullable Reply reply, long nowMillis) {
    Running current = running.get(id);
    if (current == null) {
      return List.empty();
    }
    Running heavier = reply == null ? current : current.holding(reply);
    long grown = bytes + heavier.bytes() - current.bytes();
    if (grown > limits.requestBytes() && current.isGathering() && size() > 1) {
      Step end = current.isOwn() ? Step.over() : Step.done(new Effect.Answer(id, TOO_HEAVY));
      return after(id, current, end, nowMillis);
    }
    Step step = current.machine().on(signal);
    bytes = grown;
    return after(id, heavier, step, nowMillis);
  }

  /**
   * A signal from another node. What no machine can take in its phase is that node's mistake, and
   * must not end this one: it is dropped and counted.
   */
  List<Effect> signalFromPeer(RequestId id, Signal signal, @Nullable Reply reply, long nowMillis) {
    try {
      return signal(id, signal, reply, nowMillis);
    } catch (IllegalStateException unexpected) {
      unexpectedMessages++;
      return List.empty();
    }
  }

  private List<Effect> after(RequestId id, Running current, Step step, long nowMillis) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Send send) {
        reachability.asked(send.to(), nowMillis);
      }
    }
    Coordination next = step.next();
    if (next == null) {
      return end(id, current, step.effects()).appendAll(turnAfter(id, current, nowMillis));
    }
    repairs.count(current.machine(), next);
    if (next instanceof ReadRepair && !current.isOwn()) {
      return livesOn(id, current.with(next), step.effects());
    }
    if (next instanceof Settlement && !current.isOwn()) {
      return settles(id, current.with(next), step.effects());
    }
    running.put(id, current.with(next));
    return step.effects();
  }

  private List<Effect> end(RequestId id, Running last, List<Effect> effects) {
    running.remove(id);
    bytes -= last.bytes();
    own -= last.isOwn() ? 1 : 0;
    readRepairs -= last.isOwn() && last.machine() instanceof ReadRepair ? 1 : 0;
    settlements -= last.isOwn() && last.machine() instanceof Settlement ? 1 : 0;
    repairs.ended(last.machine(), effects);
    List<Effect> rest =
        last.isOwn() ? effects.reject(effect -> effect instanceof Effect.Answer) : effects;
    return addressed(rest, last.origin()).append(new Effect.Disarm(new TimerId(id)));
  }

  /** The next write of the key begins, if this was one. */
  private List<Effect> turnAfter(RequestId id, Running over, long nowMillis) {
    RequestId next =
        over.machine() instanceof Agreement agreement ? turns.leave(agreement.key(), id) : null;
    Running waiting = next == null ? null : running.get(next);
    return next != null
            && waiting != null
            && waiting.machine() instanceof Agreement.Queueing queueing
        ? after(next, waiting, queueing.begin(nowMillis), nowMillis)
        : List.empty();
  }

  /** A get has answered and would repair what it met, unless too many do. */
  private List<Effect> livesOn(RequestId id, Running answered, List<Effect> effects) {
    if (readRepairs >= timings.repair().reads().inFlight()) {
      repairs.skipped();
      return end(id, answered, effects.filter(effect -> effect instanceof Effect.Answer));
    }
    own++;
    readRepairs++;
    running.put(id, answered.answered());
    return addressed(effects, answered.origin());
  }

  /** A write has answered and sees to owners that missed it, unless too many do. */
  private List<Effect> settles(RequestId id, Running answered, List<Effect> effects) {
    if (settlements >= timings.hints().settlements()) {
      settlementsSkipped++;
      return end(id, answered, effects.filter(effect -> effect instanceof Effect.Answer));
    }
    own++;
    settlements++;
    running.put(id, answered.answered());
    return addressed(effects, answered.origin());
  }

  private static List<Effect> addressed(List<Effect> effects, @Nullable Origin origin) {
    return effects.map(effect -> addressed(effect, origin));
  }

  private static Effect addressed(Effect effect, @Nullable Origin origin) {
    return effect instanceof Effect.Answer answer
        ? conclude(answer.id(), origin, answer.outcome())
        : effect;
  }

  /** The answer to whoever asked: here when {@code origin} is null. */
  static Effect conclude(RequestId id, @Nullable Origin origin, Outcome outcome) {
    return origin == null
        ? new Effect.Answer(id, outcome)
        : new Effect.Send(origin.node(), new Message.Answer(origin.id(), outcome));
  }
}
