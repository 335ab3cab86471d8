package dev.gyre.scenarios.fault;

import dev.gyre.sim.disk.CrashMode;
import java.util.List;

/** One fault at one time, a lease where it lasts: it ends by itself. Nodes are numbered from 0. */
public sealed interface Fault {
  long atMillis();

  /** Its name in counts of effects. */
  default String kind() {
    return switch (this) {
      case Partition partition -> partition.oneWay() ? "one-way partition" : "partition";
      case Crash crash -> "crash";
      case Pause pause -> "pause";
      case ClockJump jump -> jump.millis() < 0 ? "clock jump back" : "clock jump forward";
      case SlowDisk slow -> "slow disk";
    };
  }

  /** Nothing passes from {@code side} to the others; nor back, unless it is one-way. */
  record Partition(long atMillis, long lastingMillis, List<Integer> side, boolean oneWay)
      implements Fault {
    public Partition {
      side = List.of(side.toArray(Integer[]::new));
    }
  }

  /**
   * The process dies and its disk keeps of the unsynced what the mode lets it; it starts again
   * after a while.
   */
  record Crash(long atMillis, long downMillis, int node, CrashMode mode, boolean beforeForce)
      implements Fault {}

  /** The process stands still: a long collection, a stopped container. */
  record Pause(long atMillis, long lastingMillis, int node) implements Fault {}

  /** The node's wall clock is set. */
  record ClockJump(long atMillis, int node, long millis) implements Fault {}

  /** Each disk operation is slow with this probability. */
  record SlowDisk(long atMillis, long lastingMillis, int node, double probability)
      implements Fault {}
}
