package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Seen;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * A write asked of a node that is no owner: handed to one owner after the other, under the same
 * write id, until one answers for good.
 *
 * <pre>
 * Waiting  Written, ConditionFailed         the answer, whoever gives it
 *          NotApplied by the owner asked last, another may do
 *                                           next owner → Waiting; none left → the answer;
 *                                           at ANY this node keeps a hint → Write.Minting
 *          NotApplied by it for good, or its Unknown
 *                                           the answer; once doubtful, NotApplied → Unknown
 *          NotApplied or Unknown by another a copy, or late: Waiting
 *          Elapsed before the deadline      doubtful; next owner, round and round → Waiting;
 *                                           at ANY this node keeps a hint → Write.Minting
 *          Elapsed at the deadline          Unknown
 *          Replied                          illegal
 * </pre>
 *
 * <p>A refusal means "not applied" only if the owner that gave it never runs a copy of what it
 * refused: an owner runs each sending once ({@code node.ForwardedAsks}), and the owner asked last
 * has been asked before only if the forward is doubtful.
 *
 * @param command as it was last sent
 * @param attempt how often it was sent
 * @param doubtful an attempt was left without an answer, or ended in Unknown: it may have been
 *     applied
 */
public record Forward(
    Task task,
    Protocol protocol,
    Command.Write command,
    @Nullable Seen seen,
    Route route,
    int attempt,
    boolean doubtful)
    implements Coordination {

  /** {@code seen}: what the token of the write says. */
  public static Step start(
      Protocol protocol,
      RequestId id,
      Command.Write write,
      @Nullable Seen seen,
      Route route,
      long nowMillis) {
    long deadline = nowMillis + write.timeoutMillis();
    Task task = new Task(id, write.key(), protocol.self(), route.owners(), 1, deadline);
    Forward begun = new Forward(task, protocol, write, seen, route, 0, false);
    return begun.mayBeKept() && !route.isAnyOwnerUp()
        ? begun.keep(nowMillis)
        : begun.send(nowMillis);
  }

  private boolean mayBeKept() {
    return command.consistency().equals(Consistency.ANY);
  }

  private Step keep(long nowMillis) {
    return Write.keep(protocol, task, command, seen, route, doubtful, nowMillis);
  }

  @Override
  public Step on(Signal signal) {
    return switch (signal) {
      case Signal.Answered answered -> answered(answered);
      case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
      case Signal.Replied replied ->
          throw new IllegalStateException("Forward " + task.id() + " cannot take " + replied);
    };
  }

  private Step answered(Signal.Answered answered) {
    int position = task.positionOf(answered.from());
    boolean askedLast = position == (attempt - 1) % task.owners().size();
    long nowMillis = answered.nowMillis();
    return switch (answered.answer().outcome()) {
      case Outcome.NotApplied late when !askedLast -> Step.stay(this);
      case Outcome.Unknown late when !askedLast -> Step.stay(this);
      case Outcome.NotApplied refused when mayDoElsewhere(refused.refusal()) ->
          attempt < task.owners().size() && !task.isOver(nowMillis)
              ? send(nowMillis)
              : refusedByAll(refused, nowMillis);
      case Outcome.NotApplied refused -> Step.done(task.answer(settled(refused)));
      case Outcome.Written written -> Step.done(task.answer(written));
      case Outcome.Unknown unknown -> Step.done(task.answer(unknown));
      case Outcome.ConditionFailed failed -> Step.done(task.answer(failed));
      case Outcome.Found found -> throw illegal(found);
      case Outcome.Repaired repaired -> throw illegal(repaired);
      case Outcome.Page page -> throw illegal(page);
    };
  }

  private Step refusedByAll(Outcome.NotApplied refused, long nowMillis) {
    return mayBeKept() && !task.isOver(nowMillis)
        ? keep(nowMillis)
        : Step.done(task.answer(settled(refused)));
  }

  private IllegalStateException illegal(Outcome outcome) {
    return new IllegalStateException("Forward " + task.id() + " cannot take " + outcome);
  }

  /** One owner's refusal says nothing of an attempt that another has not answered. */
  private Outcome settled(Outcome.NotApplied refused) {
    return doubtful
        ? new Outcome.Unknown("an earlier attempt was not answered; the last: " + refused.detail())
        : refused;
  }

  private Step elapsed(long nowMillis) {
    if (task.isOver(nowMillis)) {
      return Step.done(
          task.answer(new Outcome.Unknown("no owner answered after " + attempt + " attempts")));
    }
    Forward doubting = new Forward(task, protocol, command.retried(), seen, route, attempt, true);
    return mayBeKept() ? doubting.keep(nowMillis) : doubting.send(nowMillis);
  }

  private Step send(long nowMillis) {
    NodeId owner = task.owners().get(attempt % task.owners().size());
    int left = (int) Math.max(1, task.deadlineMillis() - nowMillis);
    Command.Write next = command.within(left);
    int patience = protocol.timings().forwardMillis();
    int wait = mayBeKept() ? Math.min(patience, Math.max(1, left / 2)) : patience;
    return Step.to(
        new Forward(task, protocol, next, seen, route, attempt + 1, doubtful),
        List.of(
            new Effect.Send(owner, new Message.Ask(task.id(), next)), task.wake(nowMillis, wait)));
  }

  private static boolean mayDoElsewhere(Refusal refusal) {
    return switch (refusal) {
      case BUSY, UNAVAILABLE, NOT_OWNER, STALE_EPOCH, CLOCK_AHEAD, STORAGE_FAILED, NOT_SERVING ->
          true;
      case UNSUPPORTED, INVALID, BAD_CONTEXT, TOO_LARGE, FORGOTTEN_WRITE -> false;
    };
  }
}
