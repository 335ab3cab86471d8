package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;

/**
 * A linearizable get asked of a node that is no owner: handed to one owner after the other until
 * one has an answer. It changes nothing, so it does not matter how many of them carry it out.
 *
 * <pre>
 * Waiting  Found              the answer, whoever gives it
 *          NotApplied, Unknown   of the owner asked last: the next owner → Waiting;
 *                             when all were asked, the answer; of another: late, Waiting
 *          Elapsed            the next owner, round and round → Waiting;
 *                             at the deadline NotApplied(UNAVAILABLE)
 *          anything else      illegal
 * </pre>
 *
 * @param attempt how often it was sent
 */
public record ForwardedGet(Task task, Protocol protocol, Command.Get command, int attempt)
    implements Coordination {

  public static Step start(
      Protocol protocol, RequestId id, Command.Get get, Array<NodeId> owners, long nowMillis) {
    long deadline = nowMillis + get.timeoutMillis();
    Task task = new Task(id, get.key(), protocol.self(), owners, 1, deadline);
    return new ForwardedGet(task, protocol, get, 0).send(nowMillis);
  }

  @Override
  public Step on(Signal signal) {
    return switch (signal) {
      case Signal.Answered answered -> answered(answered);
      case Signal.Elapsed elapsed ->
          task.isOver(elapsed.nowMillis())
              ? Step.done(task.answer(unanswered()))
              : send(elapsed.nowMillis());
      case Signal.Replied replied -> throw illegal(replied);
    };
  }

  private Step answered(Signal.Answered answered) {
    return switch (answered.answer().outcome()) {
      case Outcome.Found found -> Step.done(task.answer(found));
      case Outcome.NotApplied refused -> refused(answered, refused);
      case Outcome.Unknown unknown -> refused(answered, unanswered());
      case Outcome.Written written -> throw illegal(answered);
      case Outcome.Repaired repaired -> throw illegal(answered);
      case Outcome.Page page -> throw illegal(answered);
      case Outcome.ConditionFailed failed -> throw illegal(answered);
    };
  }

  private Step refused(Signal.Answered answered, Outcome.NotApplied outcome) {
    int last = (attempt - 1) % task.owners().size();
    if (task.positionOf(answered.from()) != last) {
      return Step.stay(this);
    }
    return attempt < task.owners().size() && !task.isOver(answered.nowMillis())
        ? send(answered.nowMillis())
        : Step.done(task.answer(outcome));
  }

  private Outcome.NotApplied unanswered() {
    return new Outcome.NotApplied(
        Refusal.UNAVAILABLE, "no owner answered after " + attempt + " attempts");
  }

  private Step send(long nowMillis) {
    NodeId owner = task.owners().get(attempt % task.owners().size());
    int left = (int) Math.max(1, task.deadlineMillis() - nowMillis);
    return Step.to(
        new ForwardedGet(task, protocol, command, attempt + 1),
        List.of(
            new Effect.Send(owner, new Message.Ask(task.id(), command.within(left))),
            task.wake(nowMillis, protocol.timings().forwardMillis())));
  }

  private IllegalStateException illegal(Signal signal) {
    return new IllegalStateException("ForwardedGet " + task.id() + " cannot take " + signal);
  }
}
