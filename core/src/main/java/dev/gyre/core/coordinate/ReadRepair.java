package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.value.XxHash64;

/**
 * What a get does once it has answered, as work of the node itself: it waits a little for those it
 * asked, and sends the merged lane to whoever was behind. Now and then it asks the owners as well
 * that it did not need, which is drawn from the request's id. It may be dropped at any time:
 * anti-entropy remains.
 *
 * <pre>
 * Checking   Found, Digest    merge; ask for the lane that a new digest stands for → Checking;
 *                             all have answered → Repairing, or over if nobody is behind
 *            Refused          the same, without that owner
 *            Stored           a copy, Checking
 *            Elapsed          without those that are silent → Repairing, or over
 *            anything else    illegal
 * Repairing  Stored, Refused  the last one → over; else Repairing
 *            Found, Digest    late, Repairing
 *            Elapsed          over
 *            anything else    illegal
 * </pre>
 */
public sealed interface ReadRepair extends Gathering {
  long LOTTERY_SEED = 0x7265_6164_7265_7061L;
  int PER_MILLE = 1_000;

  /** The answer, and what comes after it if anything does. */
  static Step after(Task task, Protocol protocol, Answers answers, int asked, Outcome outcome) {
    int more = isDrawn(task, protocol) ? task.everyone() & ~asked : 0;
    Checking checking = new Checking(task, protocol, answers, asked | more, 0);
    if (checking.isSettled() && answers.behind() == 0) {
      return Step.done(task.answer(outcome));
    }
    Step step = checking.isSettled() ? checking.repair() : checking.begin(more);
    return new Step(step.next(), step.effects().prepend(task.answer(outcome)));
  }

  private static boolean isDrawn(Task task, Protocol protocol) {
    long draw = XxHash64.hash(task.id().number(), LOTTERY_SEED);
    return Long.remainderUnsigned(draw, PER_MILLE)
        < protocol.timings().repair().reads().checkPermille();
  }

  /**
   * Owners may still tell what they hold.
   *
   * @param asked owners that were asked, as a bit set over their positions
   * @param sources those that were asked for their lanes since the answer
   */
  record Checking(Task task, Protocol protocol, Answers answers, int asked, int sources)
      implements ReadRepair {
    @Override
    public Both merged() {
      return answers.merged();
    }

    private Step begin(int more) {
      return Step.to(
          this,
          task.ask(more, 0, protocol.timings().repair().bodyBytes())
              .append(linger(task, protocol)));
    }

    private boolean isSettled() {
      int silent = asked & ~answers.known() & ~answers.refused();
      return silent == 0 && answers.unread() == 0;
    }

    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> repair();
        case Signal.Answered answered -> throw illegal(task, "Checking", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      int position = task.positionOf(replied.from());
      return switch (replied.reply()) {
        case Reply.Found found ->
            next(answers.found(position, Both.of(found), protocol.limits().windowEntries()));
        case Reply.Digest digest -> next(answers.told(position, digest.digest()));
        case Reply.Refused refused -> next(answers.refused(position));
        case Reply.Stored stored -> Step.stay(this);
        case Reply.Minted minted -> throw illegal(task, "Checking", replied);
        case RepairReply told -> throw illegal(task, "Checking", replied);
        case PartitionReply page -> throw illegal(task, "Checking", replied);
        case HintReply ofHints -> throw illegal(task, "Checking", replied);
        case StrongReply strong -> throw illegal(task, "Checking", replied);
      };
    }

    private Step next(Answers now) {
      int lanes = now.unread() & ~sources;
      Checking then = new Checking(task, protocol, now, asked, sources | lanes);
      return then.isSettled() ? then.repair() : Step.to(then, task.ask(0, lanes, 0));
    }

    /** A lane that nobody may hold is left to the writers of its siblings. */
    private Step repair() {
      int behind = answers.behind();
      boolean tooLarge = answers.merged().lane().sizeBytes() > protocol.limits().laneBytes();
      if (behind == 0 || tooLarge) {
        return Step.over();
      }
      return Step.to(
          new Repairing(task, answers.merged(), behind),
          task.merge(behind, answers.merged().lane()).append(linger(task, protocol)));
    }
  }

  /**
   * Those behind were sent what they lacked.
   *
   * @param waiting those that have not answered, as a bit set over their positions
   */
  record Repairing(Task task, Both merged, int waiting) implements ReadRepair {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> Step.over();
        case Signal.Answered answered -> throw illegal(task, "Repairing", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      int others = waiting & ~(1 << task.positionOf(replied.from()));
      return switch (replied.reply()) {
        case Reply.Stored stored -> without(others);
        case Reply.Refused refused -> without(others);
        case Reply.Found found -> Step.stay(this);
        case Reply.Digest digest -> Step.stay(this);
        case Reply.Minted minted -> throw illegal(task, "Repairing", replied);
        case RepairReply told -> throw illegal(task, "Repairing", replied);
        case PartitionReply page -> throw illegal(task, "Repairing", replied);
        case HintReply ofHints -> throw illegal(task, "Repairing", replied);
        case StrongReply strong -> throw illegal(task, "Repairing", replied);
      };
    }

    private Step without(int others) {
      return others == 0 ? Step.over() : Step.stay(new Repairing(task, merged, others));
    }
  }

  private static Effect linger(Task task, Protocol protocol) {
    Delay delay = Delay.millis(protocol.timings().repair().reads().lingerMillis());
    return new Effect.Arm(new TimerId(task.id()), delay);
  }

  private static IllegalStateException illegal(Task task, String phase, Signal signal) {
    return new IllegalStateException(
        "ReadRepair " + task.id() + " in " + phase + " cannot take " + signal);
  }
}
