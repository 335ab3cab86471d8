package dev.gyre.scenarios.dsl;

import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import java.time.Duration;

/**
 * What goes wrong: a lease that ends by itself after {@code lasting}, or at healing. Whoever
 * carries one out counts what took effect.
 */
public sealed interface Fault {
  Duration lasting();

  /** The same for another time: what shrinking and {@code during} do. */
  Fault lasting(Duration other);

  /** Which way a partition cuts, seen from the selected side. */
  enum Direction {
    BOTH,
    OUT,
    IN
  }

  /** Nothing passes between the selected nodes and all others. */
  record Partition(Selector side, Direction direction, Duration lasting) implements Fault {
    @Override
    public Partition lasting(Duration other) {
      return new Partition(side, direction, other);
    }
  }

  /** Nothing passes from the ones to the others: a bridge, a missing route. */
  record Cut(Selector from, Selector to, Duration lasting) implements Fault {
    @Override
    public Cut lasting(Duration other) {
      return new Cut(from, to, other);
    }
  }

  /** Links are as bad as {@code trouble} says. */
  record Link(Selector from, Selector to, Trouble trouble, Duration lasting) implements Fault {
    @Override
    public Link lasting(Duration other) {
      return new Link(from, to, trouble, other);
    }
  }

  /** Everything is held, and comes at once at the end. */
  record Clog(Selector from, Selector to, Duration lasting) implements Fault {
    @Override
    public Clog lasting(Duration other) {
      return new Clog(from, to, other);
    }
  }

  /** Clients' connections to these nodes break, once. */
  record BreakConnections(Selector nodes) implements Fault {
    @Override
    public Duration lasting() {
      return Duration.ZERO;
    }

    @Override
    public BreakConnections lasting(Duration other) {
      return this;
    }
  }

  /** The wall clock is off by so much, ahead or behind, and is set right at the end. */
  record ClockSkew(Selector nodes, Duration by, Duration lasting) implements Fault {
    @Override
    public ClockSkew lasting(Duration other) {
      return new ClockSkew(nodes, by, other);
    }
  }

  /** The oscillator runs fast by parts per million, or slow where negative. */
  record ClockDrift(Selector nodes, long partsPerMillion, Duration lasting) implements Fault {
    @Override
    public ClockDrift lasting(Duration other) {
      return new ClockDrift(nodes, partsPerMillion, other);
    }
  }

  /** Each disk operation that the fault can hit is hit with this probability. */
  record Disk(Selector nodes, DiskFault kind, double probability, Duration lasting)
      implements Fault {
    public Disk {
      Spans.requireProbability("probability", probability);
    }

    @Override
    public Disk lasting(Duration other) {
      return new Disk(nodes, kind, probability, other);
    }
  }

  /** No byte more fits on the disk. */
  record FullDisk(Selector nodes, Duration lasting) implements Fault {
    @Override
    public FullDisk lasting(Duration other) {
      return new FullDisk(nodes, other);
    }
  }

  /**
   * The process is killed and the power fails; it starts again after {@code lasting}.
   *
   * @param keeps what the disk keeps of what was not forced
   * @param beforeForce at the next force of something, when there is most to lose
   */
  record Crash(Selector nodes, CrashMode keeps, boolean beforeForce, Duration lasting)
      implements Fault {
    /** Down for so long. */
    public Crash restartAfter(Duration down) {
      return lasting(down);
    }

    @Override
    public Crash lasting(Duration other) {
      return new Crash(nodes, keeps, beforeForce, other);
    }
  }

  /** The process is asked to stop, finishes what it had accepted, and starts again. */
  record Stop(Selector nodes, Duration lasting) implements Fault {
    @Override
    public Stop lasting(Duration other) {
      return new Stop(nodes, other);
    }
  }

  /** The process stands still: a long collection, SIGSTOP. */
  record Pause(Selector nodes, Duration lasting) implements Fault {
    @Override
    public Pause lasting(Duration other) {
      return new Pause(nodes, other);
    }
  }

  /** The process is killed, and its disk is empty when it starts again. */
  record WipeDisk(Selector nodes, Duration lasting) implements Fault {
    @Override
    public WipeDisk lasting(Duration other) {
      return new WipeDisk(nodes, other);
    }
  }

  /**
   * The process is killed, and its disk is as it was {@code back} ago when it starts again: a
   * restored backup, a cloned machine.
   */
  record RollBackDisk(Selector nodes, Duration back, Duration lasting) implements Fault {
    @Override
    public RollBackDisk lasting(Duration other) {
      return new RollBackDisk(nodes, back, other);
    }
  }
}
