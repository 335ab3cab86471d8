package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import io.vavr.collection.List;

/**
 * What a write does once it has answered, as work of the node itself: for each owner that has not
 * said that it has the lane, the next fallback is asked to keep it. It may be dropped at any time:
 * anti-entropy remains.
 *
 * <pre>
 * Settling  Stored by an owner      that one has it; all accounted for → over; else Settling
 *           Stored by a fallback    its owner is accounted for; the same
 *           Refused by an owner     as if silent, ask the next fallback at once, or give it up if
 *                                   the lane can never be stored there; the same
 *           Refused by a fallback   ask the next one; the same
 *           Elapsed                 ask fallbacks for who is silent → Settling;
 *                                   nobody left to ask, or at the deadline, over
 *           anything else           late, or a copy, Settling
 * </pre>
 *
 * @param missing owners that are not known to have the lane, as a bit set over their positions
 * @param rounds times that it woke
 */
public record Settlement(
    Task task, Protocol protocol, Lane lane, int missing, StandIns standIns, int rounds)
    implements Coordination {

  /** Each fallback is asked so often, on average, before the rest is left to anti-entropy. */
  private static final int ROUNDS = 3;

  /** The answer, and what comes after it if anything does. */
  Step after(Outcome outcome, List<Effect> last) {
    Step step = settled(last);
    return new Step(step.next(), step.effects().prepend(task.answer(outcome)));
  }

  @Override
  public Step on(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied -> replied(replied);
      case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
      case Signal.Answered late -> Step.stay(this);
    };
  }

  private Step replied(Signal.Replied replied) {
    int fallback = standIns.indexOf(replied.from());
    if (replied.reply() instanceof Reply.Stored) {
      return fallback >= 0
          ? with(missing, standIns.keep(fallback)).settled(List.empty())
          : with(missing & ~task.bitOf(replied.from()), standIns).settled(List.empty());
    }
    if (replied.reply() instanceof Reply.Refused refused) {
      return fallback >= 0
          ? with(missing, standIns.spend(fallback)).ask(task.bit(standIns.places().get(fallback)))
          : refusedByOwner(task.bitOf(replied.from()), refused.refusal());
    }
    return Step.stay(this);
  }

  private Step refusedByOwner(int owner, Refusal refusal) {
    return refusal.mayPass()
        ? ask(owner & missing)
        : with(missing & ~owner, standIns).settled(List.empty());
  }

  /** One more fallback for each of these owners. */
  private Step ask(int owners) {
    StandIns now = standIns.assign(owners);
    return with(missing, now).settled(now.ask(task, lane, standIns.asked()));
  }

  private Step elapsed(long nowMillis) {
    if (task.isOver(nowMillis) || rounds >= ROUNDS * standIns.fallbacks().size()) {
      return Step.over();
    }
    StandIns now = standIns.withoutSilent(task.self()).assign(missing & ~standIns.keptFor());
    Settlement next = new Settlement(task, protocol, lane, missing, now, rounds + 1);
    return next.settled(
        now.ask(task, lane, 0).append(task.wake(nowMillis, protocol.timings().retryMillis())));
  }

  private Settlement with(int stillMissing, StandIns now) {
    return new Settlement(task, protocol, lane, stillMissing, now, rounds);
  }

  /** Goes on while an owner is not accounted for, and somebody may still account for it. */
  private Step settled(List<Effect> effects) {
    boolean open = (missing & ~standIns.keptFor()) != 0;
    return open && (standIns.hasMore() || standIns.isWaiting())
        ? Step.to(this, effects)
        : Step.over();
  }
}
