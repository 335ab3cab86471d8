package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * A get: asks as many owners as are needed, more of them when one refuses or is slow, and merges
 * what they say.
 *
 * <pre>
 * Reading  Found           merge, count; WON → Found, or NotApplied(TOO_LARGE); else Reading
 *          Refused         count against, ask the next owner; LOST → NotApplied(UNAVAILABLE);
 *                          else Reading
 *          Elapsed before the deadline   ask every owner that has not answered → Reading
 *          Elapsed at the deadline       NotApplied(UNAVAILABLE): a read changes nothing
 *          anything else   illegal
 * </pre>
 *
 * @param asked owners asked so far, as a bit set over their positions
 * @param merged what the answers so far say together
 * @param lastRefusal why the last owner refused, for the error
 */
public record Get(
    Task task,
    Protocol protocol,
    Quorum quorum,
    int asked,
    Lane merged,
    Reply.@Nullable Refused lastRefusal)
    implements Coordination {

  public static Step start(
      Protocol protocol, RequestId id, Command.Get get, Array<NodeId> owners, long nowMillis) {
    int need = get.consistency().required(owners.size());
    Task task =
        new Task(id, get.key(), protocol.self(), owners, need, nowMillis + get.timeoutMillis());
    Get machine = new Get(task, protocol, task.quorum(), (1 << need) - 1, Lane.EMPTY, null);
    List<Effect> effects = List.empty();
    for (int position = need - 1; position >= 0; position--) {
      effects = effects.prepend(task.read(position));
    }
    return Step.to(
        machine, effects.prepend(task.wake(nowMillis, protocol.timings().hedgeMillis())));
  }

  @Override
  public Step on(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied -> replied(replied);
      case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
      case Signal.Answered answered -> throw illegal(answered);
    };
  }

  private Step replied(Signal.Replied replied) {
    int position = task.positionOf(replied.from());
    return switch (replied.reply()) {
      case Reply.Found found -> found(position, found.lane());
      case Reply.Refused refused -> refused(position, refused);
      case Reply.Stored stored -> throw illegal(replied);
      case Reply.Minted minted -> throw illegal(replied);
    };
  }

  private Step found(int position, Lane lane) {
    Lane known = merged.merge(lane, protocol.limits().windowEntries());
    Quorum counted = quorum.grant(position);
    if (counted.verdict() == Quorum.Verdict.WON) {
      return Step.done(task.answer(outcome(known)));
    }
    return Step.stay(new Get(task, protocol, counted, asked, known, lastRefusal));
  }

  /** Lanes that are each within their limit may together be too large for any message. */
  private Outcome outcome(Lane known) {
    int bytes = known.sizeBytes();
    int most = protocol.limits().laneBytes();
    return bytes > most
        ? new Outcome.NotApplied(
            Refusal.TOO_LARGE,
            "the key's siblings on several owners have "
                + bytes
                + " bytes together, at most "
                + most
                + ": read at ONE, and write with the context of that")
        : new Outcome.Found(known.newestFirst(), protocol.tokens().write(task.key(), known.seen()));
  }

  private Step refused(int position, Reply.Refused refused) {
    Quorum counted = quorum.refuse(position);
    if (counted.verdict() == Quorum.Verdict.LOST) {
      return Step.done(task.answer(unavailable(counted, refused)));
    }
    int next = Integer.numberOfTrailingZeros(~asked);
    if (next >= task.owners().size()) {
      return Step.stay(new Get(task, protocol, counted, asked, merged, refused));
    }
    return Step.to(
        new Get(task, protocol, counted, asked | (1 << next), merged, refused),
        List.of(task.read(next)));
  }

  private Step elapsed(long nowMillis) {
    if (task.isOver(nowMillis)) {
      return Step.done(task.answer(unavailable(quorum, lastRefusal)));
    }
    List<Effect> effects =
        task.waiting(quorum)
            .map(task::read)
            .append(task.wake(nowMillis, protocol.timings().retryMillis()));
    int everyone = (1 << task.owners().size()) - 1;
    return Step.to(new Get(task, protocol, quorum, everyone, merged, lastRefusal), effects);
  }

  private Outcome unavailable(Quorum counted, Reply.@Nullable Refused why) {
    return new Outcome.NotApplied(
        why != null && counted.verdict() == Quorum.Verdict.LOST
            ? why.refusal()
            : Refusal.UNAVAILABLE,
        Protocol.tooFew(counted, why));
  }

  private IllegalStateException illegal(Signal signal) {
    return new IllegalStateException("Get " + task.id() + " in Reading cannot take " + signal);
  }
}
