package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A put or a delete, coordinated by an owner of the key: it mints the dot in its own cell, then
 * ships the whole lane to the other owners while its own log is being forced. A retry at a majority
 * or more asks a majority first what they know: its first attempt may have been applied, read and
 * overwritten, out of this owner's sight (ADR 6).
 *
 * <p>Owners that are believed down, that refuse, or that are silent for as long as a retry waits:
 * for each, a fallback is asked to keep a hint. Hints count at ANY alone. At ANY a node that is no
 * owner may coordinate too, when it reaches none: it mints in a hint of its own and is the first to
 * stand in. Its dot is then delivered as any other is, with the whole lane that it was minted in,
 * so no context covers it before.
 *
 * <pre>
 * Consulting   Found              merge, count; WON → mint → Minting; else Consulting
 *              Refused            count against; LOST → Unknown: an earlier attempt may have been
 *                                 applied
 *              Elapsed            ask again who has not answered → Consulting;
 *                                 at the deadline Unknown
 *              anything else      illegal
 * Minting      Minted from self   ship to the others, ask fallbacks for who is down → Replicating
 *              Refused from self  NotApplied (FORGOTTEN_WRITE: Unknown); of a hint: mint in the
 *                                 next owner's hint → Minting, behind the last the same, but
 *                                 Unknown if the write was handed to an owner before
 *              Found, Refused from a peer, if retried   a late answer to the question, Minting
 *              Elapsed            Minting; at the deadline Unknown
 *              anything else      illegal
 * Replicating  Stored by an owner count; WON → Written, then Settlement; else Replicating
 *              Stored by a fallback, or of the hint here   at ANY Written, then Settlement;
 *                                 else Replicating
 *              Refused by an owner count against, ask a fallback; LOST → Unknown, then Settlement:
 *                                 it is minted here; else, or while a hint may still serve,
 *                                 Replicating
 *              Refused by a fallback   ask the next → Replicating
 *              Found, Refused from who still owes an answer to the question   late, Replicating
 *              Found, if retried  a copy, Replicating
 *              Elapsed            ship again to who has not answered, ask fallbacks for them →
 *                                 Replicating; at the deadline Unknown
 *              anything else      illegal
 * any phase    Answered, where the write was handed to an owner before   late, stays
 * </pre>
 */
public sealed interface Write extends Coordination
    permits Write.Consulting, Write.Minting, Replicating {

  /**
   * Begins at an owner. {@code write} has a stamped id; its cell is offered an actor in case it has
   * none.
   */
  static Step start(
      Protocol protocol,
      RequestId id,
      Command.Write write,
      @Nullable Seen seen,
      Route route,
      long nowMillis) {
    Array<NodeId> owners = route.owners();
    int need = write.consistency().required(owners.size());
    NodeId self = protocol.self();
    Task task = new Task(id, write.key(), self, owners, need, nowMillis + write.timeoutMillis());
    Request.Mint mint = mint(protocol, task, write, seen);
    Sloppiness sloppiness = Sloppiness.atOwner(route, write.consistency());
    int majority = owners.size() / 2 + 1;
    if (!mint.retried() || need < majority || majority == 1) {
      return Minting.begin(task, protocol, mint, nowMillis, 0, sloppiness);
    }
    Quorum asked = Quorum.of(majority, owners.size()).grant(task.positionOf(self));
    Consulting consulting = new Consulting(task, protocol, mint, asked, nowMillis, sloppiness);
    return Step.to(consulting, consulting.ask(nowMillis));
  }

  /**
   * Begins at a node that is no owner and reaches none: the write is minted in a hint.
   *
   * @param doubtful whether an owner may have been handed the write before
   */
  static Step keep(
      Protocol protocol,
      Task task,
      Command.Write write,
      @Nullable Seen seen,
      Route route,
      boolean doubtful,
      long nowMillis) {
    Sloppiness sloppiness = new Sloppiness(route.heldBy(protocol.self()), true, 0, doubtful);
    Request.Mint mint = mint(protocol, task, write, seen);
    return Minting.begin(task, protocol, mint, nowMillis, 0, sloppiness);
  }

  private static Request.Mint mint(
      Protocol protocol, Task task, Command.Write write, @Nullable Seen seen) {
    Actor actor = new Actor(protocol.self().number(), protocol.life(), task.id().sequence());
    WriteId name = Objects.requireNonNull(write.id());
    boolean retried = write.attempt() > 0;
    return new Request.Mint(task.id(), write.key(), name, write.content(), seen, actor, retried);
  }

  /** A retry asks what others know before it mints. */
  record Consulting(
      Task task,
      Protocol protocol,
      Request.Mint mint,
      Quorum quorum,
      long beganMillis,
      Sloppiness sloppiness)
      implements Write {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, "Consulting", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      int position = task.positionOf(replied.from());
      return switch (replied.reply()) {
        case Reply.Found found -> found(position, found.lane());
        case Reply.Digest digest -> throw illegal(task, "Consulting", replied);
        case RepairReply told -> throw illegal(task, "Consulting", replied);
        case Reply.Refused refused -> refused(quorum.refuse(position), refused);
        case Reply.Stored stored -> throw illegal(task, "Consulting", replied);
        case Reply.Minted minted -> throw illegal(task, "Consulting", replied);
        case PartitionReply page -> throw illegal(task, "Consulting", replied);
        case HintReply ofHints -> throw illegal(task, "Consulting", replied);
        case StrongReply strong -> throw illegal(task, "Consulting", replied);
      };
    }

    private Step found(int position, Lane lane) {
      Lane known = mint.known().merge(lane, protocol.limits().windowEntries());
      Quorum counted = quorum.grant(position);
      return counted.verdict() == Quorum.Verdict.WON
          ? Minting.begin(
              task, protocol, mint.knowing(known), beganMillis, owing(counted), sloppiness)
          : Step.stay(with(mint.knowing(known), counted));
    }

    private Consulting with(Request.Mint knowing, Quorum counted) {
      return new Consulting(task, protocol, knowing, counted, beganMillis, sloppiness);
    }

    private int owing(Quorum counted) {
      int owing = 0;
      for (int position : task.waiting(counted)) {
        owing |= 1 << position;
      }
      return owing;
    }

    private Step refused(Quorum counted, Reply.Refused why) {
      return counted.verdict() == Quorum.Verdict.LOST
          ? Step.done(task.answer(new Outcome.Unknown(Protocol.tooFew(counted, why))))
          : Step.stay(with(mint, counted));
    }

    private Step elapsed(long nowMillis) {
      return task.isOver(nowMillis)
          ? Step.done(task.answer(new Outcome.Unknown(Protocol.tooFew(quorum, null))))
          : Step.to(this, ask(nowMillis));
    }

    private List<Effect> ask(long nowMillis) {
      return task.waiting(quorum)
          .map(task::read)
          .append(task.wake(nowMillis, protocol.timings().retryMillis()));
    }
  }

  /**
   * The dot is being minted in this node's own cell, or in a hint of its own.
   *
   * @param owing peers that have not answered the question of a retry, as a bit set over their
   *     positions: a reply names its request, not its phase, so the first refusal of such a peer
   *     may be of the question and says nothing of the merge
   */
  record Minting(Task task, Protocol protocol, Request.Mint mint, int owing, Sloppiness sloppiness)
      implements Write {

    static Step begin(
        Task task,
        Protocol protocol,
        Request.Mint mint,
        long nowMillis,
        int owing,
        Sloppiness sloppiness) {
      Minting minting = new Minting(task, protocol, mint, owing, sloppiness);
      return Step.to(
          minting,
          List.of(task.wake(nowMillis, protocol.timings().retryMillis()), minting.apply()));
    }

    private Effect apply() {
      return new Effect.Apply(
          task.self(),
          sloppiness.isHeld()
              ? new HintRequest.Mint(task.owners().get(sloppiness.heldFor()), mint)
              : mint);
    }

    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered late when sloppiness.doubtful() -> Step.stay(this);
        case Signal.Answered answered -> throw illegal(task, "Minting", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      if (mint.retried() && !replied.from().equals(task.self())) {
        int others = owing & ~(1 << task.positionOf(replied.from()));
        return Step.stay(new Minting(task, protocol, mint, others, sloppiness));
      }
      return switch (replied.reply()) {
        case Reply.Minted minted -> minted(minted.lane());
        case Reply.Refused refused -> refused(refused);
        case Reply.Found found -> throw illegal(task, "Minting", replied);
        case Reply.Digest digest -> throw illegal(task, "Minting", replied);
        case RepairReply told -> throw illegal(task, "Minting", replied);
        case Reply.Stored stored -> throw illegal(task, "Minting", replied);
        case PartitionReply page -> throw illegal(task, "Minting", replied);
        case HintReply ofHints -> throw illegal(task, "Minting", replied);
        case StrongReply strong -> throw illegal(task, "Minting", replied);
      };
    }

    private Step minted(Lane lane) {
      int missing = task.everyone() & ~task.bitIfOwner(task.self());
      StandIns standIns = sloppiness.standIns();
      Replicating next =
          new Replicating(
              task, protocol, mint, lane, task.quorum(), owing, sloppiness, missing, standIns);
      return Step.to(next, next.ship().appendAll(standIns.ask(task, lane, 0)));
    }

    private Step refused(Reply.Refused refused) {
      Sloppiness next = sloppiness.heldForNext();
      if (sloppiness.isHeld() && next.isHeld() && refused.refusal().mayPass()) {
        Minting elsewhere = new Minting(task, protocol, mint, owing, next);
        return Step.to(elsewhere, List.of(elsewhere.apply()));
      }
      boolean mayBeApplied = refused.refusal() == Refusal.FORGOTTEN_WRITE || sloppiness.doubtful();
      return Step.done(
          task.answer(
              mayBeApplied
                  ? new Outcome.Unknown(refused.detail())
                  : new Outcome.NotApplied(refused.refusal(), refused.detail())));
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(new Outcome.Unknown("the coordinator's storage is slow")));
      }
      return Step.to(this, List.of(task.wake(nowMillis, protocol.timings().retryMillis())));
    }
  }

  static IllegalStateException illegal(Task task, String phase, Signal signal) {
    return new IllegalStateException(
        "Write " + task.id() + " in " + phase + " cannot take " + signal);
  }
}
