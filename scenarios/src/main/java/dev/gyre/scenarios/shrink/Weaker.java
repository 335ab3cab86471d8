package dev.gyre.scenarios.shrink;

import dev.gyre.scenarios.cluster.Layout;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Selector;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import dev.gyre.scenarios.dsl.Trouble;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The next weaker forms of a fault, the greatest relief first. */
final class Weaker {
  private static final Duration SHORTEST = Duration.ofMillis(20);
  private static final double LEAST_PROBABILITY = 0.01;

  /** A link that is as good as an unlimited one. */
  private static final long FASTEST = 1_000_000;

  private Weaker() {}

  static Vector<Step> of(Step step, Cluster cluster) {
    List<Fault> faults = new ArrayList<>();
    fewerTargets(step.fault(), cluster, faults);
    weaker(step.fault(), faults);
    Vector<Step> steps = Vector.ofAll(faults).map(step::with);
    return steps.appendAll(shorter(step));
  }

  private static Vector<Step> shorter(Step step) {
    return switch (step.trigger()) {
      case Trigger.During during -> {
        Duration half = half(during.to().minus(during.from()));
        yield isLong(half)
            ? Vector.of(step.with(new Trigger.During(during.from(), during.from().plus(half))))
            : Vector.empty();
      }
      case Trigger.At at -> halfLease(step);
      case Trigger.When when -> halfLease(step);
      case Trigger.On on -> halfLease(step);
      case Trigger.Every every -> halfLease(step);
    };
  }

  private static Vector<Step> halfLease(Step step) {
    Duration half = half(step.fault().lasting());
    return isLong(half) ? Vector.of(step.with(step.fault().lasting(half))) : Vector.empty();
  }

  private static Duration half(Duration span) {
    return Duration.ofMillis(span.toMillis() / 2);
  }

  private static boolean isLong(Duration span) {
    return span.compareTo(SHORTEST) >= 0;
  }

  /** One node less in each selection, the others left as they are. */
  private static void fewerTargets(Fault fault, Cluster cluster, List<Fault> into) {
    int selections = count(fault);
    int most = Layout.names(cluster).size();
    for (int which = 0; which < selections; which++) {
      for (int without = 0; without < most; without++) {
        int[] place = {0, which, without};
        Fault fewer =
            fault.choosing(
                selector ->
                    place[0]++ == place[1] ? without(selector, place[2], cluster) : selector);
        if (!fewer.equals(fault)) {
          into.add(fewer);
        }
      }
    }
  }

  private static int count(Fault fault) {
    int[] selections = {0};
    fault.choosing(
        selector -> {
          selections[0]++;
          return selector;
        });
    return selections[0];
  }

  private static Selector without(Selector selector, int position, Cluster cluster) {
    Vector<String> nodes =
        switch (selector) {
          case Selector.Named named -> named.nodes();
          case Selector.Everyone everyone -> Layout.names(cluster);
          case Selector.LastCoordinator last -> Vector.empty();
          case Selector.Some some -> Vector.empty();
          case Selector.Minority minority -> Vector.empty();
          case Selector.Majority majority -> Vector.empty();
          case Selector.OwnersOf owners -> Vector.empty();
        };
    return nodes.size() > 1 && position < nodes.size()
        ? new Selector.Named(nodes.removeAt(position))
        : selector;
  }

  private static void weaker(Fault fault, List<Fault> into) {
    switch (fault) {
      case Fault.Link link -> {
        for (Trouble trouble : weaker(link.trouble())) {
          into.add(new Fault.Link(link.from(), link.to(), trouble, link.lasting()));
        }
      }
      case Fault.Disk disk -> {
        if (disk.probability() > LEAST_PROBABILITY) {
          double half = disk.probability() / 2;
          into.add(new Fault.Disk(disk.nodes(), disk.kind(), half, disk.lasting()));
        }
      }
      case Fault.ClockSkew skew -> {
        Duration half = half(skew.by());
        if (isLong(half.abs())) {
          into.add(new Fault.ClockSkew(skew.nodes(), half, skew.lasting()));
        }
      }
      case Fault.ClockDrift drift -> {
        long half = drift.partsPerMillion() / 2;
        if (half != 0) {
          into.add(new Fault.ClockDrift(drift.nodes(), half, drift.lasting()));
        }
      }
      case Fault.RollBackDisk back -> {
        Duration half = half(back.back());
        if (isLong(half)) {
          into.add(new Fault.RollBackDisk(back.nodes(), half, back.lasting()));
        }
      }
      case Fault.Partition partition -> oneWay(partition, into);
      case Fault.Cut cut -> {}
      case Fault.Clog clog -> {}
      case Fault.BreakConnections broken -> {}
      case Fault.FullDisk full -> {}
      case Fault.Crash crash -> {}
      case Fault.Stop stop -> {}
      case Fault.Pause pause -> {}
      case Fault.WipeDisk wipe -> {}
    }
  }

  private static void oneWay(Fault.Partition partition, List<Fault> into) {
    if (partition.direction() == Fault.Direction.BOTH) {
      into.add(new Fault.Partition(partition.side(), Fault.Direction.OUT, partition.lasting()));
      into.add(new Fault.Partition(partition.side(), Fault.Direction.IN, partition.lasting()));
    }
  }

  private static Vector<Trouble> weaker(Trouble trouble) {
    Vector<UnaryOperator<Trouble>> reliefs =
        Vector.of(
            now -> now.latency(Duration.ZERO),
            now -> now.loss(0),
            now -> now.duplication(0),
            now -> now.reordering(0),
            now -> now.corruption(0),
            now -> now.bytesPerSecond(0),
            now -> now.latency(half(now.latency())),
            now -> now.loss(less(now.loss())),
            now -> now.duplication(less(now.duplication())),
            now -> now.reordering(less(now.reordering())),
            now -> now.corruption(less(now.corruption())),
            now -> now.bytesPerSecond(faster(now.bytesPerSecond())));
    return reliefs
        .map(relief -> relief.apply(trouble))
        .filter(next -> !next.equals(trouble) && !next.equals(Trouble.NONE))
        .distinct();
  }

  private static long faster(long bytesPerSecond) {
    return bytesPerSecond < FASTEST ? bytesPerSecond * 2 : bytesPerSecond;
  }

  private static double less(double probability) {
    return probability > LEAST_PROBABILITY ? probability / 2 : probability;
  }
}
