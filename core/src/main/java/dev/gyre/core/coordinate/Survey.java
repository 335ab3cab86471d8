package dev.gyre.core.coordinate;

import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * A linearizable get, coordinated by an owner: all owners say which ballot they accepted, this node
 * also what. When a majority names this node's own, and no eventual write is there that the state
 * has not absorbed, that state is the answer: one round trip, and nothing is written.
 *
 * <p>It is chosen, for a majority accepted it. And no later one was chosen before the question was
 * asked: one of those who answered would have accepted that.
 *
 * <pre>
 * Asking   Surveyed    WON → Found; no majority can agree any more → Pausing, or a round ({@link
 *                      Agreement}) when it has asked often enough; else Asking
 *          Refused     of this node: NotApplied; of others as one that disagrees
 *          Elapsed     a majority has answered → a round; else ask again who has not → Asking
 * Pausing  Elapsed     ask everybody anew → Asking
 *          Surveyed, Refused   late, Pausing
 * any      Elapsed at the deadline   NotApplied(UNAVAILABLE): a read changes nothing
 *          anything else   illegal
 * </pre>
 *
 * <p>A write under way makes owners disagree for a moment, so it is worth to ask again before a
 * round of one's own gets in that write's way.
 */
public sealed interface Survey extends Coordination {
  /** How often it asks before it begins a round. */
  int MOST_QUESTIONS = 3;

  /** Between two questions. */
  Delay PAUSE = new Delay(1, 4);

  Task task();

  Protocol protocol();

  static Step start(
      Protocol protocol, RequestId id, Command.Get get, Array<NodeId> owners, long nowMillis) {
    Task task = Task.ofMajority(protocol, id, get, owners, nowMillis);
    return Asking.begin(
        task, protocol, 1, List.of(task.wake(nowMillis, protocol.timings().hedgeMillis())));
  }

  /**
   * @param questions asked so far, this one included
   * @param answers by position, null where there is none yet
   * @param against who refused, as a bit set over their positions
   */
  record Asking(
      Task task,
      Protocol protocol,
      int questions,
      Array<StrongReply.@Nullable Surveyed> answers,
      int against)
      implements Survey {

    static Step begin(Task task, Protocol protocol, int questions, List<Effect> before) {
      Array<StrongReply.@Nullable Surveyed> none = Array.fill(task.owners().size(), () -> null);
      Asking asking = new Asking(task, protocol, questions, none, 0);
      return Step.to(asking, before.appendAll(asking.ask()));
    }

    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, signal);
      };
    }

    private Step replied(Signal.Replied replied) {
      int position = task.positionOf(replied.from());
      return switch (replied.reply()) {
        case StrongReply.Surveyed surveyed ->
            new Asking(task, protocol, questions, answers.update(position, surveyed), against)
                .counted();
        case Reply.Refused refused -> refused(position, refused);
        case StrongReply other -> throw illegal(task, replied);
        case Reply.Found found -> throw illegal(task, replied);
        case Reply.Digest digest -> throw illegal(task, replied);
        case PartitionReply page -> throw illegal(task, replied);
        case RepairReply told -> throw illegal(task, replied);
        case HintReply ofHints -> throw illegal(task, replied);
        case Reply.Stored stored -> throw illegal(task, replied);
        case Reply.Minted minted -> throw illegal(task, replied);
      };
    }

    private Step refused(int position, Reply.Refused refused) {
      return position == self()
          ? Step.done(task.answer(new Outcome.NotApplied(refused.refusal(), refused.detail())))
          : new Asking(task, protocol, questions, answers, against | 1 << position).counted();
    }

    private Step counted() {
      StrongReply.Surveyed own = answers.get(self());
      StrongLane state = own == null ? null : own.state();
      if (own == null || state == null) {
        return Step.stay(this);
      }
      Quorum quorum = votes(own.accepted(), state);
      return switch (quorum.verdict()) {
        case WON -> won(own.accepted(), state);
        case PENDING -> Step.stay(this);
        case LOST ->
            questions < MOST_QUESTIONS
                ? Step.to(
                    new Pausing(task, protocol, questions),
                    List.of(new Effect.Arm(new TimerId(task.id()), PAUSE)))
                : Agreement.read(task, protocol);
      };
    }

    private Quorum votes(Ballot accepted, StrongLane state) {
      Quorum quorum = task.quorum();
      for (int position = 0; position < answers.size(); position++) {
        StrongReply.Surveyed answer = answers.get(position);
        if (answer == null) {
          quorum = (against & 1 << position) != 0 ? quorum.refuse(position) : quorum;
        } else {
          boolean agrees =
              answer.accepted().equals(accepted) && state.hasAbsorbed(answer.context());
          quorum = agrees ? quorum.grant(position) : quorum.refuse(position);
        }
      }
      return quorum;
    }

    /** Those who have accepted it and were not told that it is chosen are told now. */
    private Step won(Ballot accepted, StrongLane state) {
      Motion motion = new Motion(task, protocol, null, false, Ballot.NONE, 0);
      List<Integer> unaware =
          List.range(0, answers.size()).filter(position -> isUnaware(position, accepted));
      List<Effect> told =
          motion.toOwners(unaware, new StrongRequest.Learn(task.id(), task.key(), accepted));
      return new Step(null, told.prepend(task.answer(motion.found(state))));
    }

    private boolean isUnaware(int position, Ballot accepted) {
      StrongReply.Surveyed answer = answers.get(position);
      return answer != null && !answer.isKnown() && answer.accepted().equals(accepted);
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(unavailable(this)));
      }
      Effect wake = task.wake(nowMillis, protocol.timings().retryMillis());
      return answers.count(answer -> answer != null) >= task.need()
          ? Agreement.read(task, protocol).after(wake)
          : Step.to(this, ask().append(wake));
    }

    /** Whoever has not answered: this node for the state, too. */
    private List<Effect> ask() {
      List<Effect> effects = List.empty();
      for (int position = answers.size() - 1; position >= 0; position--) {
        NodeId owner = task.owners().get(position);
        boolean own = position == self();
        StrongRequest.Survey survey = new StrongRequest.Survey(task.id(), task.key(), own);
        if (answers.get(position) == null) {
          effects =
              effects.prepend(
                  own ? new Effect.Apply(owner, survey) : new Effect.Send(owner, survey));
        }
      }
      return effects;
    }

    private int self() {
      return task.positionOf(task.self());
    }
  }

  /** Between two questions. */
  record Pausing(Task task, Protocol protocol, int questions) implements Survey {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied late -> Step.stay(this);
        case Signal.Elapsed elapsed ->
            task.isOver(elapsed.nowMillis())
                ? Step.done(task.answer(unavailable(this)))
                : Asking.begin(
                    task,
                    protocol,
                    questions + 1,
                    List.of(task.wake(elapsed.nowMillis(), protocol.timings().hedgeMillis())));
        case Signal.Answered answered -> throw illegal(task, signal);
      };
    }
  }

  private static Outcome unavailable(Survey survey) {
    return new Outcome.NotApplied(
        Refusal.UNAVAILABLE,
        "no majority of the " + survey.task().owners().size() + " owners answered within the time");
  }

  private static IllegalStateException illegal(Task task, Signal signal) {
    return new IllegalStateException("Survey " + task.id() + " cannot take " + signal);
  }
}
