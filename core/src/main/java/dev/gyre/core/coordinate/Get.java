package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.HintReply;
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
import org.jspecify.annotations.Nullable;

/**
 * A get: asks one owner for its lane and as many others as are needed for digests, for more where
 * they differ, refuse or are slow, and merges what they say.
 *
 * <p>At a majority or more it reads monotonically: what it answers is durable on a majority before
 * it answers, so that no later read at a majority misses it. Mostly a majority has just said so;
 * otherwise it is written back first (Attiya, Bar-Noy, Dolev, "Sharing Memory Robustly in
 * Message-Passing Systems", JACM 1995). Below a majority nothing of the kind is promised.
 *
 * <p>Once it has answered it may live on as a {@link ReadRepair}.
 *
 * <pre>
 * Reading      Found, Digest   count who is covered: read, or equal to one that was;
 *                              WON → the answer, WritingBack, or NotApplied(TOO_LARGE);
 *                              else ask for the lanes that digests stand for → Reading
 *              Refused         count against, ask the next owner; LOST → NotApplied;
 *                              else Reading
 *              Elapsed         before the deadline ask everybody who has not answered, and one
 *                              more for a lane if none has come → Reading;
 *                              at the deadline NotApplied(UNAVAILABLE): a read changes nothing
 *              anything else   illegal
 * WritingBack  Stored          count; WON → the answer; else WritingBack
 *              Refused of it   count against, send it to another; LOST → NotApplied;
 *                              else WritingBack
 *              Found, Digest   late; counts if it is what is written back, WritingBack
 *              Refused by who was not sent it   late, WritingBack
 *              Elapsed         send it to everybody who may lack it → WritingBack;
 *                              at the deadline NotApplied(UNAVAILABLE)
 *              anything else   illegal
 * </pre>
 */
public sealed interface Get extends Gathering {

  static Step start(
      Protocol protocol, RequestId id, Command.Get get, Array<NodeId> owners, long nowMillis) {
    return start(protocol, id, get, owners, nowMillis, Request.NO_TIME);
  }

  /** {@code stampMillis}: the hybrid logical time as of which values expire for it. */
  static Step start(
      Protocol protocol,
      RequestId id,
      Command.Get get,
      Array<NodeId> owners,
      long nowMillis,
      long stampMillis) {
    int need = get.consistency().required(owners.size());
    Task task =
        new Task(
            id,
            get.key(),
            protocol.self(),
            owners,
            need,
            nowMillis + get.timeoutMillis(),
            stampMillis);
    int asked = (1 << need) - 1;
    Reading reading =
        new Reading(task, protocol, Answers.none(owners.size()), asked, Task.FIRST, null);
    return Step.to(
        reading,
        reading
            .ask(asked & ~Task.FIRST, Task.FIRST)
            .prepend(task.wake(nowMillis, protocol.timings().hedgeMillis())));
  }

  /**
   * Owners are asked.
   *
   * @param asked owners asked so far, as a bit set over their positions
   * @param sources those of them that were asked for their lanes
   * @param lastRefusal why the last owner refused, for the error
   */
  record Reading(
      Task task,
      Protocol protocol,
      Answers answers,
      int asked,
      int sources,
      Reply.@Nullable Refused lastRefusal)
      implements Get {
    @Override
    public Both merged() {
      return answers.merged();
    }

    /** Whether a digest stands for something else than what was read. */
    public boolean meetsDifferences() {
      return answers.read() != 0 && answers.unread() != 0;
    }

    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, "Reading", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      int position = task.positionOf(replied.from());
      return switch (replied.reply()) {
        case Reply.Found found ->
            decide(answers.found(position, Both.of(found), protocol.limits().windowEntries()));
        case Reply.Digest digest -> decide(answers.told(position, digest.digest()));
        case Reply.Refused refused ->
            new Reading(task, protocol, answers, asked, sources, refused)
                .decide(answers.refused(position));
        case Reply.Stored stored -> throw illegal(task, "Reading", replied);
        case Reply.Minted minted -> throw illegal(task, "Reading", replied);
        case RepairReply told -> throw illegal(task, "Reading", replied);
        case PartitionReply page -> throw illegal(task, "Reading", replied);
        case HintReply ofHints -> throw illegal(task, "Reading", replied);
        case StrongReply strong -> throw illegal(task, "Reading", replied);
      };
    }

    private Step decide(Answers now) {
      Quorum covered = now.covered(task.need());
      return switch (covered.verdict()) {
        case WON -> won(now);
        case LOST -> Step.done(task.answer(unavailable(covered, lastRefusal)));
        case PENDING -> askMore(now);
      };
    }

    private Step won(Answers now) {
      Outcome outcome = outcome(task, protocol, now.merged());
      if (outcome instanceof Outcome.NotApplied) {
        return Step.done(task.answer(outcome));
      }
      boolean promised = task.need() >= task.majority();
      if (promised && now.held(task.majority()).verdict() != Quorum.Verdict.WON) {
        return WritingBack.begin(task, protocol, now, asked);
      }
      return ReadRepair.after(task, protocol, now, asked, outcome);
    }

    /** In place of who refused, the next owner; and for what a digest stands for, its lane. */
    private Step askMore(Answers now) {
      int everyone = task.everyone();
      boolean tooFew = Integer.bitCount(asked & ~now.refused()) < task.need();
      int more = tooFew ? Integer.lowestOneBit(everyone & ~asked) : 0;
      int lanes = now.read() != 0 ? now.unread() & ~sources : 0;
      if (now.read() == 0 && (sources & ~now.refused()) == 0) {
        lanes = more != 0 ? more : anotherSource(now);
      }
      return Step.to(
          new Reading(task, protocol, now, asked | more, sources | lanes, lastRefusal),
          ask(more & ~lanes, lanes));
    }

    private int anotherSource(Answers now) {
      int told = now.known() & ~sources;
      return Integer.lowestOneBit(told != 0 ? told : task.everyone() & ~sources & ~now.refused());
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(unavailable(answers.covered(task.need()), lastRefusal)));
      }
      int lanes = sources & ~answers.read() & ~answers.refused();
      lanes |= answers.read() == 0 ? anotherSource(answers) : 0;
      int silent = task.everyone() & ~answers.known() & ~answers.refused() & ~lanes;
      int here = task.selfBit() & asked; // A node's own storage answers once, and is not lost.
      return Step.to(
          new Reading(task, protocol, answers, task.everyone(), sources | lanes, lastRefusal),
          ask(silent & ~here, lanes & ~here)
              .append(task.wake(nowMillis, protocol.timings().retryMillis())));
    }

    private List<Effect> ask(int digests, int lanes) {
      return task.ask(digests, lanes, protocol.timings().repair().bodyBytes());
    }
  }

  /**
   * What is to be answered is on its way to owners that lacked it.
   *
   * @param asked as in {@link Reading}
   * @param sent owners that were sent it
   * @param refused those of them that refused it
   */
  record WritingBack(
      Task task, Protocol protocol, Answers answers, int asked, int sent, int refused)
      implements Get {

    static Step begin(Task task, Protocol protocol, Answers answers, int asked) {
      int behind = answers.behind();
      return Step.to(
          new WritingBack(task, protocol, answers, asked, behind, 0),
          task.merge(behind, answers.merged().lane()));
    }

    @Override
    public Both merged() {
      return answers.merged();
    }

    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, "WritingBack", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      int position = task.positionOf(replied.from());
      return switch (replied.reply()) {
        case Reply.Stored stored -> decide(answers.stored(position));
        case Reply.Found found -> late(position, Both.of(found).digest());
        case Reply.Digest digest -> late(position, digest.digest());
        case Reply.Refused refused -> refused(1 << position, refused);
        case Reply.Minted minted -> throw illegal(task, "WritingBack", replied);
        case RepairReply told -> throw illegal(task, "WritingBack", replied);
        case PartitionReply page -> throw illegal(task, "WritingBack", replied);
        case HintReply ofHints -> throw illegal(task, "WritingBack", replied);
        case StrongReply strong -> throw illegal(task, "WritingBack", replied);
      };
    }

    private Step late(int position, long digest) {
      boolean news = (answers.known() & 1 << position) == 0;
      return news ? decide(answers.told(position, digest)) : Step.stay(this);
    }

    private Step decide(Answers now) {
      return now.held(task.majority()).verdict() == Quorum.Verdict.WON
          ? ReadRepair.after(task, protocol, now, asked, outcome(task, protocol, now.merged()))
          : Step.stay(new WritingBack(task, protocol, now, asked, sent, refused));
    }

    private Step refused(int bit, Reply.Refused why) {
      if ((sent & bit) == 0) {
        return Step.stay(this);
      }
      int against = (refused | bit) & ~answers.holders();
      Quorum held = answers.held(task.majority());
      Quorum counted = new Quorum(held.need(), held.members(), held.granted(), against);
      if (counted.verdict() == Quorum.Verdict.LOST) {
        return Step.done(task.answer(unavailable(counted, why)));
      }
      int next = Integer.lowestOneBit(task.everyone() & ~answers.holders() & ~sent);
      return Step.to(
          new WritingBack(task, protocol, answers, asked, sent | next, against),
          task.merge(next, answers.merged().lane()));
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(unavailable(answers.held(task.majority()), null)));
      }
      int lacking = task.everyone() & ~answers.holders();
      return Step.to(
          new WritingBack(task, protocol, answers, asked, sent | lacking, 0),
          task.merge(lacking, answers.merged().lane())
              .append(task.wake(nowMillis, protocol.timings().retryMillis())));
    }
  }

  /** Lanes that are each within their limit may together be too large for any message. */
  private static Outcome outcome(Task task, Protocol protocol, Both known) {
    int bytes = known.lane().sizeBytes();
    int most = protocol.limits().laneBytes();
    return bytes > most
        ? new Outcome.NotApplied(
            Refusal.TOO_LARGE,
            "the key's siblings on several owners have "
                + bytes
                + " bytes together, at most "
                + most
                + ": read at ONE, and write with the context of that")
        : known.found(task, protocol);
  }

  private static Outcome unavailable(Quorum counted, Reply.@Nullable Refused why) {
    return new Outcome.NotApplied(
        why != null && counted.verdict() == Quorum.Verdict.LOST
            ? why.refusal()
            : Refusal.UNAVAILABLE,
        Protocol.tooFew(counted, why));
  }

  private static IllegalStateException illegal(Task task, String phase, Signal signal) {
    return new IllegalStateException(
        "Get " + task.id() + " in " + phase + " cannot take " + signal);
  }
}
