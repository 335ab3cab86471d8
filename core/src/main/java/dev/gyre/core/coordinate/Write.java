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
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
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
 * <pre>
 * Consulting   Found              merge, count; WON → mint → Minting; else Consulting
 *              Refused            count against; LOST → Unknown: an earlier attempt may have been
 *                                 applied
 *              Elapsed            ask again who has not answered → Consulting;
 *                                 at the deadline Unknown
 *              anything else      illegal
 * Minting      Minted from self   ship to the others → Replicating
 *              Refused from self  NotApplied (FORGOTTEN_WRITE: Unknown)
 *              Found, Refused from a peer, if retried   a late answer to the question, Minting
 *              Elapsed            Minting; at the deadline Unknown
 *              anything else      illegal
 * Replicating  Stored             count; WON → Written; else Replicating
 *              Refused            count against; LOST → Unknown: it is minted here;
 *                                 else Replicating
 *              Found, Refused from who still owes an answer to the question   late, Replicating
 *              Found, if retried  a copy, Replicating
 *              Elapsed            ship again to who has not answered → Replicating;
 *                                 at the deadline Unknown
 *              anything else      illegal
 * </pre>
 */
public sealed interface Write extends Coordination {

  /**
   * Begins at an owner. {@code write} has a stamped id; its cell is offered an actor in case it has
   * none.
   */
  static Step start(
      Protocol protocol,
      RequestId id,
      Command.Write write,
      @Nullable Seen seen,
      Array<NodeId> owners,
      long nowMillis) {
    int need = write.consistency().required(owners.size());
    NodeId self = protocol.self();
    Task task = new Task(id, write.key(), self, owners, need, nowMillis + write.timeoutMillis());
    WriteId name = Objects.requireNonNull(write.id());
    Actor actor = new Actor(self.number(), protocol.life(), id.sequence());
    boolean retried = write.attempt() > 0;
    Request.Mint mint =
        new Request.Mint(id, write.key(), name, write.content(), seen, actor, retried);
    int majority = owners.size() / 2 + 1;
    if (!retried || need < majority || majority == 1) {
      return Minting.begin(task, protocol, mint, nowMillis);
    }
    Quorum asked = Quorum.of(majority, owners.size()).grant(task.positionOf(self));
    Consulting consulting = new Consulting(task, protocol, mint, asked, nowMillis);
    return Step.to(consulting, consulting.ask(nowMillis));
  }

  /** A retry asks what others know before it mints. */
  record Consulting(
      Task task, Protocol protocol, Request.Mint mint, Quorum quorum, long beganMillis)
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
        case Reply.Refused refused -> refused(quorum.refuse(position), refused);
        case Reply.Stored stored -> throw illegal(task, "Consulting", replied);
        case Reply.Minted minted -> throw illegal(task, "Consulting", replied);
        case PartitionReply page -> throw illegal(task, "Consulting", replied);
        case HintReply ofHints -> throw illegal(task, "Consulting", replied);
      };
    }

    private Step found(int position, Lane lane) {
      Lane known = mint.known().merge(lane, protocol.limits().windowEntries());
      Quorum counted = quorum.grant(position);
      return counted.verdict() == Quorum.Verdict.WON
          ? Minting.begin(task, protocol, mint.knowing(known), beganMillis, owing(counted))
          : Step.stay(new Consulting(task, protocol, mint.knowing(known), counted, beganMillis));
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
          : Step.stay(new Consulting(task, protocol, mint, counted, beganMillis));
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
   * The dot is being minted in this node's own cell.
   *
   * @param owing peers that have not answered the question of a retry, as a bit set over their
   *     positions: a reply names its request, not its phase, so the first refusal of such a peer
   *     may be of the question and says nothing of the merge
   */
  record Minting(Task task, Protocol protocol, Request.Mint mint, int owing) implements Write {

    static Step begin(Task task, Protocol protocol, Request.Mint mint, long nowMillis) {
      return begin(task, protocol, mint, nowMillis, 0);
    }

    static Step begin(Task task, Protocol protocol, Request.Mint mint, long nowMillis, int owing) {
      return Step.to(
          new Minting(task, protocol, mint, owing),
          List.of(
              task.wake(nowMillis, protocol.timings().retryMillis()),
              new Effect.Apply(task.self(), mint)));
    }

    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, "Minting", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      if (mint.retried() && !replied.from().equals(task.self())) {
        int others = owing & ~(1 << task.positionOf(replied.from()));
        return Step.stay(new Minting(task, protocol, mint, others));
      }
      return switch (replied.reply()) {
        case Reply.Minted minted -> minted(minted.lane());
        case Reply.Refused refused -> Step.done(task.answer(refused(refused)));
        case Reply.Found found -> throw illegal(task, "Minting", replied);
        case Reply.Digest digest -> throw illegal(task, "Minting", replied);
        case Reply.Stored stored -> throw illegal(task, "Minting", replied);
        case PartitionReply page -> throw illegal(task, "Minting", replied);
        case HintReply ofHints -> throw illegal(task, "Minting", replied);
      };
    }

    private Step minted(Lane lane) {
      Replicating next = new Replicating(task, protocol, mint, lane, task.quorum(), owing);
      return Step.to(next, next.ship());
    }

    private Outcome refused(Reply.Refused refused) {
      return refused.refusal() == Refusal.FORGOTTEN_WRITE
          ? new Outcome.Unknown(refused.detail())
          : new Outcome.NotApplied(refused.refusal(), refused.detail());
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(new Outcome.Unknown("the coordinator's storage is slow")));
      }
      return Step.to(this, List.of(task.wake(nowMillis, protocol.timings().retryMillis())));
    }
  }

  /**
   * The lane that holds the dot is on its way to every owner.
   *
   * @param owing as in {@link Minting}
   */
  record Replicating(
      Task task, Protocol protocol, Request.Mint mint, Lane lane, Quorum quorum, int owing)
      implements Write {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, "Replicating", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      int position = task.positionOf(replied.from());
      if (mint.retried() && isOfTheQuestion(replied.reply(), position)) {
        int others = owing & ~(1 << position);
        return Step.stay(new Replicating(task, protocol, mint, lane, quorum, others));
      }
      return switch (replied.reply()) {
        case Reply.Stored stored -> decide(quorum.grant(position), null);
        case Reply.Refused refused -> decide(quorum.refuse(position), refused);
        case Reply.Found found -> throw illegal(task, "Replicating", replied);
        case Reply.Digest digest -> throw illegal(task, "Replicating", replied);
        case Reply.Minted minted -> throw illegal(task, "Replicating", replied);
        case PartitionReply page -> throw illegal(task, "Replicating", replied);
        case HintReply ofHints -> throw illegal(task, "Replicating", replied);
      };
    }

    private boolean isOfTheQuestion(Reply reply, int position) {
      return switch (reply) {
        case Reply.Found found -> true;
        case Reply.Digest digest -> false;
        case Reply.Refused refused -> (owing & 1 << position) != 0;
        case Reply.Stored stored -> false;
        case Reply.Minted minted -> false;
        case PartitionReply page -> false;
        case HintReply ofHints -> false;
      };
    }

    private Step decide(Quorum counted, Reply.@Nullable Refused why) {
      return switch (counted.verdict()) {
        case WON -> Step.done(task.answer(written()));
        case LOST -> Step.done(task.answer(new Outcome.Unknown(Protocol.tooFew(counted, why))));
        case PENDING -> Step.stay(new Replicating(task, protocol, mint, lane, counted, owing));
      };
    }

    /**
     * The writer may claim to have seen everything, if its write is all that is there. If siblings
     * that it never read survive, it has seen what it had seen before, or its next write would bury
     * them.
     */
    private Outcome written() {
      boolean alone = lane.siblings().stream().allMatch(s -> s.writeId().names(mint.writeId()));
      Seen before = mint.seen() == null ? Seen.NOTHING : mint.seen();
      return new Outcome.Written(protocol.tokens().write(task.key(), alone ? lane.seen() : before));
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(new Outcome.Unknown(Protocol.tooFew(quorum, null))));
      }
      return Step.to(this, ship().append(task.wake(nowMillis, protocol.timings().retryMillis())));
    }

    private List<Effect> ship() {
      Request.Merge merge = new Request.Merge(task.id(), task.key(), lane);
      List<Effect> effects = List.empty();
      for (int position = task.owners().size() - 1; position >= 0; position--) {
        NodeId owner = task.owners().get(position);
        if (task.isWaiting(quorum, position) && !owner.equals(task.self())) {
          effects = effects.prepend(new Effect.Send(owner, merge));
        }
      }
      return effects;
    }
  }

  private static IllegalStateException illegal(Task task, String phase, Signal signal) {
    return new IllegalStateException(
        "Write " + task.id() + " in " + phase + " cannot take " + signal);
  }
}
