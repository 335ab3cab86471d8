package dev.gyre.core.node;

import dev.gyre.core.coordinate.RepairSettings.Exchanges;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Liveness;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.repair.Course;
import dev.gyre.core.repair.Exchange;
import dev.gyre.core.repair.Growing;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.XxHash64;
import io.vavr.collection.List;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node's schedule of repair: after the start it grows its hash trees; then, in every interval, it
 * compares once with each node with which it shares partitions. Of two owners of a partition one
 * begins, drawn from the partition and their names, so that all have about as much to begin. One
 * exchange at a time.
 */
final class AntiEntropy {
  static final TimerId TIMER = TimerId.background(3);
  private static final long DRAW_SEED = 0x6578_6368_616e_6765L;

  /** Another owner, and the partitions of which this node begins the comparison. */
  private record Share(NodeId peer, PartitionSet partitions) {}

  private final NodeSettings settings;
  private final Exchanges pace;
  private final RequestTable requests;
  private final Supplier<RequestId> ids;
  private final java.util.List<Share> shares = new ArrayList<>();
  private final PartitionSet owned;
  private int turn;

  /** The exchange that the schedule began last. */
  private @Nullable RequestId latest;

  AntiEntropy(NodeSettings settings, RequestTable requests, Supplier<RequestId> ids) {
    this.settings = settings;
    this.pace = settings.timings().repair().exchanges();
    this.requests = requests;
    this.ids = ids;
    Ring ring = settings.ring();
    int partitions = ring.topology().partitions();
    NodeId self = settings.self();
    this.owned = PartitionSet.where(partitions, each -> ring.owners(each).contains(self));
    ring.topology()
        .members()
        .forEach(
            member -> {
              PartitionSet begun =
                  PartitionSet.where(
                      partitions,
                      each ->
                          owned.contains(each)
                              && ring.owners(each).contains(member.id())
                              && begins(each, self, member.id()));
              if (!begun.isEmpty()) {
                shares.add(new Share(member.id(), begun));
              }
            });
  }

  /** Which of two owners begins: exactly one of them. */
  private static boolean begins(int partition, NodeId self, NodeId other) {
    int low = Math.min(self.number(), other.number());
    int high = Math.max(self.number(), other.number());
    long draw = XxHash64.hash((long) low << Integer.SIZE | high, DRAW_SEED + partition);
    return self.number() == ((draw & 1) == 0 ? low : high) && !self.equals(other);
  }

  List<Effect> start(long nowMillis) {
    if (pace.intervalMillis() == 0 || owned.isEmpty()) {
      return List.empty();
    }
    RequestId id = ids.get();
    List<Effect> growing =
        requests.beginOwn(id, Growing.start(id, settings.self(), owned, pace), nowMillis);
    return shares.isEmpty() ? growing : growing.append(rest());
  }

  /** A quarter more or less, so that nodes that started together do not go on together. */
  private Effect rest() {
    int each = Math.max(2, pace.intervalMillis() / shares.size());
    return new Effect.Arm(TIMER, new Delay(each - each / 4, each + each / 4));
  }

  /** {@link #TIMER} fired. */
  List<Effect> fired(long nowMillis, Liveness liveness) {
    List<Effect> next = List.of(rest());
    if (latest != null && requests.isRunning(latest)) {
      return next;
    }
    Share share = shares.get(turn);
    turn = (turn + 1) % shares.size();
    if (!liveness.isUp(share.peer())) {
      return next;
    }
    RequestId id = ids.get();
    latest = id;
    return next.appendAll(
        requests.beginOwn(
            id, Exchange.start(plan(id, share.partitions()), List.of(share.peer())), nowMillis));
  }

  private Course.Plan plan(RequestId id, PartitionSet partitions) {
    return new Course.Plan(id, settings.self(), partitions, settings.cellLimits(), pace);
  }
}
