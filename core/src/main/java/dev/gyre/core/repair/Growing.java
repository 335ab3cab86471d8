package dev.gyre.core.repair;

import dev.gyre.core.coordinate.RepairSettings.Exchanges;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.List;

/**
 * Grows a node's hash trees after a start, one partition after the other, in steps with a rest
 * between them. It is not lost by a crash: the next start begins again.
 *
 * <pre>
 * Growing  Grown, not trusted   rest, then the next step → Growing
 *          Grown, trusted       rest, then the next partition → Growing; the last one → over
 *          Refused              the store is busy, or something in it is damaged:
 *                               rest long, then the next partition, this one later → Growing
 *          Elapsed              the rest is over: the step → Growing
 *          anything else        illegal
 * </pre>
 *
 * @param remaining partitions that are not grown yet
 * @param partition the one being grown
 */
public record Growing(
    RequestId id, NodeId self, PartitionSet remaining, int partition, Exchanges settings)
    implements Coordination {
  private static final int REST_MILLIS = 1;
  private static final int LONG_REST_MILLIS = 500;

  /** {@code partitions} is not empty. */
  public static Step start(RequestId id, NodeId self, PartitionSet partitions, Exchanges settings) {
    Growing first = new Growing(id, self, partitions, partitions.next(0), settings);
    return Step.to(first, first.step());
  }

  private List<Effect> step() {
    return List.of(
        new Effect.Apply(self, new RepairRequest.Grow(id, partition, settings.pageCells())));
  }

  @Override
  public Step on(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied -> replied(replied.reply());
      case Signal.Elapsed elapsed -> Step.to(this, step());
      case Signal.Answered answered -> throw new IllegalStateException(this + " got " + answered);
    };
  }

  private Step replied(Reply reply) {
    if (reply instanceof Reply.Refused) {
      return rest(next(remaining), LONG_REST_MILLIS);
    }
    if (!(reply instanceof RepairReply.Grown step)) {
      throw new IllegalStateException(this + " cannot take " + reply);
    }
    if (!step.trusted()) {
      return rest(this, REST_MILLIS);
    }
    PartitionSet left =
        PartitionSet.where(
            remaining.partitions(), each -> each != partition && remaining.contains(each));
    return left.isEmpty() ? Step.over() : rest(next(left), REST_MILLIS);
  }

  private Growing next(PartitionSet left) {
    int following = left.next(partition + 1);
    return new Growing(id, self, left, following < 0 ? left.next(0) : following, settings);
  }

  private static Step rest(Growing next, int millis) {
    return Step.to(next, List.of(new Effect.Arm(new TimerId(next.id), Delay.millis(millis))));
  }
}
