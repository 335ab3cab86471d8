package dev.gyre.core.consensus;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.consensus.ModelWorld.Attempt;
import dev.gyre.core.consensus.ModelWorld.EventualWrite;
import dev.gyre.core.consensus.ModelWorld.Faults;
import dev.gyre.core.consensus.ModelWorld.Packet;
import dev.gyre.core.coordinate.Agreement;
import dev.gyre.core.coordinate.Protocol;
import dev.gyre.core.coordinate.Survey;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.replica.Change;
import dev.gyre.core.replica.Replica;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.ContextTokens;
import io.vavr.collection.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every interleaving of a few operations on one key at three replicas: all orders of delivery, loss
 * (what is never delivered), copies, timers, retries, as far as their numbers allow. It runs the
 * product's own machines and replicas; only what lies between them is a model. The answers that
 * clients got must have an explanation ({@link ModelSpec}) in every state.
 */
final class ConsensusModel {
  static final Key KEY = Key.of("k");
  private static final int REPLICAS = 3;
  private static final int MAJORITY = 2;
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final CellLimits LIMITS = CellLimits.DEFAULT;
  private static final ContextToken NO_CONTEXT = ContextToken.of(new byte[0]);
  private static final Array<NodeId> OWNERS = Array.of(NodeId.of(1), NodeId.of(2), NodeId.of(3));

  /** An attempt of an operation; several of one operation are retries under its id. */
  record Plan(int operation, ModelSpec.Action action, int coordinator, boolean isRetry) {}

  /** A counterexample, or how many states there were. */
  record Verdict(long states, @Nullable String violation) {}

  private record Node(ModelWorld world, @Nullable Node parent, String label) {}

  private final List<Plan> plans;
  private final List<String> eventual;
  private final Mistake mistake;
  private final Array<Protocol> protocols;

  ConsensusModel(List<Plan> plans, List<String> eventual, Mistake mistake) {
    this.plans = plans;
    this.eventual = eventual;
    this.mistake = mistake;
    ContextTokens tokens = new ContextTokens(new ClusterId(1, 2));
    this.protocols = OWNERS.map(owner -> new Protocol(owner, 1, LIMITS, Timings.DEFAULT, tokens));
  }

  /** Explores all there is, or as many states as are allowed. */
  Verdict explore(Faults faults, long mostStates) {
    ModelWorld start =
        new ModelWorld(
            Collections.nCopies(REPLICAS, Cell.EMPTY),
            Collections.nCopies(plans.size(), Attempt.NOT_BEGUN),
            List.of(),
            Collections.nCopies(eventual.size(), EventualWrite.NOT_BEGUN),
            faults);
    HashSet<ModelWorld> known = new HashSet<>();
    ArrayDeque<Node> open = new ArrayDeque<>();
    known.add(start);
    open.add(new Node(start, null, ""));
    while (!open.isEmpty() && known.size() < mostStates) {
      List<Node> fresh = successors(open.remove());
      fresh.removeIf(next -> !known.add(next.world()));
      for (Node next : fresh) {
        if (!isExplained(next.world())) {
          return new Verdict(known.size(), story(next));
        }
      }
      open.addAll(fresh);
    }
    return new Verdict(known.size(), null);
  }

  private List<Node> successors(Node node) {
    ModelWorld world = node.world();
    List<Node> next = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      if (mayBegin(world, i)) {
        next.add(new Node(begin(world, i), node, "attempt " + i + " begins: " + plans.get(i)));
      }
      if (world.attempts().get(i).runs() && world.faults().timers() > 0) {
        Faults fewer = new Faults(world.faults().timers() - 1, world.faults().copies());
        ModelWorld fired = signal(world.with(fewer), i, new Signal.Elapsed(1));
        next.add(new Node(fired, node, "timer of attempt " + i));
      }
    }
    for (int i = 0; i < eventual.size(); i++) {
      if (world.writes().get(i).before() < 0) {
        next.add(new Node(mint(world, i), node, "eventual write of " + eventual.get(i)));
      }
    }
    for (int i = 0; i < world.packets().size(); i++) {
      Packet packet = world.packets().get(i);
      if (i > 0 && packet.equals(world.packets().get(i - 1))) {
        continue;
      }
      next.add(new Node(deliver(world.without(i), packet, true), node, "answered " + packet));
      if (packet.attempt() >= 0 && world.attempts().get(packet.attempt()).runs()) {
        next.add(new Node(deliver(world.without(i), packet, false), node, "took " + packet));
      }
      if (world.faults().copies() > 0) {
        Faults fewer = new Faults(world.faults().timers(), world.faults().copies() - 1);
        next.add(new Node(deliver(world.with(fewer), packet, true), node, "copied " + packet));
      }
    }
    return next;
  }

  /** A retry begins once the first attempt has; nothing is tried again after an answer. */
  private boolean mayBegin(ModelWorld world, int number) {
    Plan plan = plans.get(number);
    if (world.attempts().get(number).hasBegun()) {
      return false;
    }
    boolean firstBegan = !plan.isRetry();
    for (int i = 0; i < plans.size(); i++) {
      if (plans.get(i).operation() == plan.operation()) {
        Attempt other = world.attempts().get(i);
        firstBegan |= !plans.get(i).isRetry() && other.hasBegun();
        if (other.outcome() != null) {
          return false;
        }
      }
    }
    return firstBegan;
  }

  private ModelWorld begin(ModelWorld world, int number) {
    Plan plan = plans.get(number);
    Protocol protocol = protocols.get(plan.coordinator());
    Attempt begun = new Attempt(ended(world), null, null);
    RequestId id = RequestId.of(1, number + 1);
    Step step =
        switch (plan.action()) {
          case ModelSpec.Action.Get get ->
              Survey.start(
                  protocol,
                  id,
                  new Command.Get(KEY, Consistency.LINEARIZABLE, TIMEOUT_MILLIS),
                  OWNERS,
                  0);
          case ModelSpec.Action.Put put -> write(protocol, id, plan, put.value(), null);
          case ModelSpec.Action.Swap swap ->
              write(
                  protocol,
                  id,
                  plan,
                  swap.value(),
                  swap.expected() == null
                      ? Condition.ABSENT
                      : new Condition.IfValue(Value.of(swap.expected())));
          case ModelSpec.Action.Eventual write -> throw new IllegalStateException();
        };
    return after(world.with(number, begun), number, step);
  }

  private static Step write(
      Protocol protocol, RequestId id, Plan plan, String value, @Nullable Condition condition) {
    Command.Write write =
        new Command.Write(
            KEY,
            Content.of(Value.of(value)),
            null,
            Consistency.LINEARIZABLE,
            new WriteId(100 + plan.operation(), 7, plan.operation()),
            plan.isRetry() ? 1 : 0,
            TIMEOUT_MILLIS,
            condition);
    return Agreement.queueing(protocol, id, write, OWNERS, 0).begin(0);
  }

  /** Operations that have been answered, then eventual writes that have. */
  private int ended(ModelWorld world) {
    int ended = 0;
    for (int i = 0; i < plans.size(); i++) {
      ended |= world.attempts().get(i).outcome() != null ? 1 << plans.get(i).operation() : 0;
    }
    for (int i = 0; i < eventual.size(); i++) {
      ended |= world.writes().get(i).isAcknowledged() ? 1 << numberOf(i) : 0;
    }
    return ended;
  }

  private int numberOf(int eventualWrite) {
    return plans.size() + eventualWrite;
  }

  /**
   * A request reaches a replica, whose answer arrives at once or never. That an answer takes its
   * time needs no state of its own: what its receiver sends on can take that time, and whoever is
   * answered early is held to more.
   */
  private ModelWorld deliver(ModelWorld world, Packet packet, boolean isAnswered) {
    Change change = apply(world.cells().get(packet.to()), packet.request());
    ModelWorld after = world.with(packet.to(), change.cell());
    if (packet.attempt() < 0) {
      return stored(after, -1 - packet.attempt(), packet.to());
    }
    return isAnswered
        ? signal(
            after, packet.attempt(), new Signal.Replied(OWNERS.get(packet.to()), change.reply()))
        : after;
  }

  private Change apply(Cell cell, Request.OnCell request) {
    if (mistake == Mistake.EVENTUAL_INTO_REGISTER && request instanceof Request.Merge merge) {
      return new Change(
          Mistake.intoRegister(cell, merge.lane().siblings()), new Reply.Stored(merge.id()));
    }
    return Replica.apply(cell, request, LIMITS);
  }

  private ModelWorld signal(ModelWorld world, int number, Signal signal) {
    Attempt attempt = world.attempts().get(number);
    Coordination machine = attempt.machine();
    return machine == null ? world : after(world, number, machine.on(mistake.forged(signal)));
  }

  /** Carries out a step; what a node asks of itself is answered at once. */
  private ModelWorld after(ModelWorld world, int number, Step step) {
    Attempt attempt = world.attempts().get(number);
    ModelWorld next =
        world.with(number, new Attempt(attempt.before(), step.next(), attempt.outcome()));
    int self = plans.get(number).coordinator();
    for (Effect effect : step.effects()) {
      next =
          switch (effect) {
            case Effect.Send send when !(send.message() instanceof StrongRequest.Learn) ->
                next.sending(
                    new Packet(number, OWNERS.indexOf(send.to()), (Request.OnCell) send.message()));
            case Effect.Apply apply when apply.request() instanceof StrongRequest request ->
                request instanceof StrongRequest.Learn ? next : ask(next, number, request);
            case Effect.Answer answer -> answered(next, number, answer.outcome());
            default -> next;
          };
    }
    return next;
  }

  private ModelWorld ask(ModelWorld world, int number, StrongRequest request) {
    int self = plans.get(number).coordinator();
    Cell cell = world.cells().get(self);
    Attempt attempt = world.attempts().get(number);
    Outcome hasty = mistake.hasty(plans.get(number).action(), cell, protocols.head().tokens());
    if (hasty != null) {
      return answered(world.with(number, new Attempt(attempt.before(), null, null)), number, hasty);
    }
    Ballot last = cell.register().promised();
    boolean reuses =
        mistake == Mistake.BALLOT_REUSED
            && request instanceof StrongRequest.Propose propose
            && last.node() == propose.node();
    Change change =
        reuses
            ? Replica.apply(cell, new StrongRequest.Prepare(request.id(), KEY, last), LIMITS)
            : Replica.apply(cell, request, LIMITS);
    ModelWorld next = world.with(self, change.cell());
    return signal(next, number, new Signal.Replied(OWNERS.get(self), change.reply()));
  }

  private static ModelWorld answered(ModelWorld world, int number, Outcome outcome) {
    Attempt attempt = world.attempts().get(number);
    return world.with(number, new Attempt(attempt.before(), null, outcome));
  }

  /** An eventual write begins at the second replica and leaves for the others. */
  private ModelWorld mint(ModelWorld world, int number) {
    int owner = 1;
    Cell cell = world.cells().get(owner);
    WriteId name = new WriteId(50 + number, 8, number);
    Content content = Content.of(Value.of(eventual.get(number)));
    Lane lane;
    ModelWorld next;
    if (mistake == Mistake.EVENTUAL_INTO_REGISTER) {
      Dot dot = new Dot(new Actor(2, 1, 9), number + 1);
      lane = Lane.EMPTY.put(name, content, null, dot, LIMITS.windowEntries());
      next = world.with(owner, Mistake.intoRegister(cell, lane.siblings()));
    } else {
      Request.Mint mint =
          new Request.Mint(
              RequestId.of(1, 90 + number), KEY, name, content, null, new Actor(2, 1, 9), false);
      Change change = Replica.apply(cell, mint, LIMITS);
      lane = ((Reply.Minted) change.reply()).lane();
      next = world.with(owner, change.cell());
    }
    next = next.with(number, new EventualWrite(ended(world), 1 << owner, false));
    for (int to = 0; to < REPLICAS; to++) {
      if (to != owner) {
        Request.Merge merge = new Request.Merge(RequestId.of(1, 90 + number), KEY, lane);
        next = next.sending(new Packet(-1 - number, to, merge));
      }
    }
    return next;
  }

  /** A majority makes it acknowledged: the way back of that answer changes nothing. */
  private static ModelWorld stored(ModelWorld world, int number, int replica) {
    EventualWrite write = world.writes().get(number);
    int stored = write.stored() | 1 << replica;
    return world.with(
        number, new EventualWrite(write.before(), stored, Integer.bitCount(stored) >= MAJORITY));
  }

  /** Whichever of the answers to an operation and its retries comes first at its client. */
  private boolean isExplained(ModelWorld world) {
    for (int preferred = 0; preferred < plans.size(); preferred++) {
      boolean matters = preferred == 0 || plans.get(preferred).isRetry();
      if (matters && !ModelSpec.explains(events(world, preferred))) {
        return false;
      }
    }
    return true;
  }

  private List<ModelSpec.Event> events(ModelWorld world, int preferred) {
    List<ModelSpec.Event> events = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      Attempt first = world.attempts().get(i);
      if (!plan.isRetry() && first.hasBegun()) {
        Outcome outcome = outcome(world, plan.operation(), preferred);
        events.add(new ModelSpec.Event(plan.operation(), plan.action(), first.before(), outcome));
      }
    }
    for (int i = 0; i < eventual.size(); i++) {
      EventualWrite write = world.writes().get(i);
      if (write.before() >= 0) {
        events.add(
            new ModelSpec.Event(
                numberOf(i),
                new ModelSpec.Action.Eventual(eventual.get(i)),
                write.before(),
                write.isAcknowledged() ? new Outcome.Written(NO_CONTEXT) : null));
      }
    }
    return events;
  }

  /** An answer that says something, of the preferred attempt if it has one. */
  private @Nullable Outcome outcome(ModelWorld world, int operation, int preferred) {
    for (int k = 0; k < plans.size(); k++) {
      int i = (preferred + k) % plans.size();
      Outcome outcome = world.attempts().get(i).outcome();
      if (plans.get(i).operation() == operation
          && outcome != null
          && !(outcome instanceof Outcome.Unknown)) {
        return outcome;
      }
    }
    return null;
  }

  private static String story(Node last) {
    ArrayDeque<String> lines = new ArrayDeque<>();
    for (Node node = last; node.parent() != null; node = node.parent()) {
      lines.addFirst(node.label());
    }
    return String.join("\n", lines) + "\n" + last.world().attempts();
  }
}
