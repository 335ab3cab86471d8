package dev.gyre.scenarios.dsl;

import dev.gyre.sim.SimClock;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What goes wrong: a lease that ends by itself after {@code lasting}, or at healing. Whoever
 * carries one out counts what took effect.
 */
public sealed interface Fault {
  /** Meets links between nodes. */
  sealed interface OnLinks extends Fault {}

  /** Meets nodes: their processes, clocks and disks. */
  sealed interface OnNodes extends Fault {
    Selector nodes();
  }

  /** Its name in counts and sentences. */
  default String word() {
    return switch (this) {
      case Partition partition ->
          switch (partition.direction()) {
            case BOTH -> "partition";
            case OUT -> "mute nodes";
            case IN -> "deaf nodes";
          };
      case Cut cut -> "cut";
      case Link link -> "link";
      case Clog clog -> "clog";
      case BreakConnections broken -> "broken connections";
      case ClockSkew skew -> skew.by().isNegative() ? "clock behind" : "clock ahead";
      case ClockDrift drift -> "clock drift";
      case Disk disk -> "disk " + disk.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      case FullDisk full -> "full disk";
      case Crash crash -> "crash";
      case Stop stop -> "stop";
      case Pause pause -> "pause";
      case WipeDisk wipe -> "wiped disk";
      case RollBackDisk back -> "rolled-back disk";
    };
  }

  /** Whether it is one of a disk: what keeps its cells in memory cannot have it. */
  default boolean needsDisk() {
    return this instanceof Disk || this instanceof FullDisk || this instanceof RollBackDisk;
  }

  /** From its beginning to its end: a roll-back begins with the copy, and is down only later. */
  default Duration span() {
    return this instanceof RollBackDisk rolledBack
        ? rolledBack.back().plus(rolledBack.lasting())
        : lasting();
  }

  Duration lasting();

  /** The same for another time: what shrinking and {@code during} do. */
  Fault lasting(Duration other);

  /** The same with other selections: what planning does. */
  Fault choosing(UnaryOperator<Selector> choice);

  /** Which way a partition cuts, seen from the selected side. */
  enum Direction {
    BOTH,
    OUT,
    IN
  }

  /** Nothing passes between the selected nodes and all others. */
  record Partition(Selector side, Direction direction, Duration lasting) implements OnLinks {
    public Partition {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public Partition lasting(Duration other) {
      return new Partition(side, direction, other);
    }

    @Override
    public Partition choosing(UnaryOperator<Selector> choice) {
      return new Partition(choice.apply(side), direction, lasting);
    }
  }

  /** Nothing passes from the ones to the others: a bridge, a missing route. */
  record Cut(Selector from, Selector to, Duration lasting) implements OnLinks {
    public Cut {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public Cut lasting(Duration other) {
      return new Cut(from, to, other);
    }

    @Override
    public Cut choosing(UnaryOperator<Selector> choice) {
      return new Cut(choice.apply(from), choice.apply(to), lasting);
    }
  }

  /** Links are as bad as {@code trouble} says. */
  record Link(Selector from, Selector to, Trouble trouble, Duration lasting) implements OnLinks {
    public Link {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public Link lasting(Duration other) {
      return new Link(from, to, trouble, other);
    }

    @Override
    public Link choosing(UnaryOperator<Selector> choice) {
      return new Link(choice.apply(from), choice.apply(to), trouble, lasting);
    }
  }

  /** Everything is held, and comes at once at the end. */
  record Clog(Selector from, Selector to, Duration lasting) implements OnLinks {
    public Clog {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public Clog lasting(Duration other) {
      return new Clog(from, to, other);
    }

    @Override
    public Clog choosing(UnaryOperator<Selector> choice) {
      return new Clog(choice.apply(from), choice.apply(to), lasting);
    }
  }

  /** Clients' connections to these nodes break, once. */
  record BreakConnections(Selector nodes) implements OnLinks {
    @Override
    public Duration lasting() {
      return Duration.ZERO;
    }

    @Override
    public BreakConnections lasting(Duration other) {
      return this;
    }

    @Override
    public BreakConnections choosing(UnaryOperator<Selector> choice) {
      return new BreakConnections(choice.apply(nodes));
    }
  }

  /** The wall clock is off by so much, ahead or behind, and is set right at the end. */
  record ClockSkew(Selector nodes, Duration by, Duration lasting) implements OnNodes {
    public ClockSkew {
      Spans.requireNotNegative("lasting", lasting);
      Spans.requireNotNegative("by", by.abs());
    }

    @Override
    public ClockSkew lasting(Duration other) {
      return new ClockSkew(nodes, by, other);
    }

    @Override
    public ClockSkew choosing(UnaryOperator<Selector> choice) {
      return new ClockSkew(choice.apply(nodes), by, lasting);
    }
  }

  /** The oscillator runs fast by parts per million, or slow where negative. */
  record ClockDrift(Selector nodes, long partsPerMillion, Duration lasting) implements OnNodes {
    public ClockDrift {
      Spans.requireNotNegative("lasting", lasting);
      Spans.requireBetween(
          "parts-per-million",
          partsPerMillion,
          -SimClock.MAXIMUM_DRIFT_PPM,
          SimClock.MAXIMUM_DRIFT_PPM);
    }

    @Override
    public ClockDrift lasting(Duration other) {
      return new ClockDrift(nodes, partsPerMillion, other);
    }

    @Override
    public ClockDrift choosing(UnaryOperator<Selector> choice) {
      return new ClockDrift(choice.apply(nodes), partsPerMillion, lasting);
    }
  }

  /** Each disk operation that the fault can hit is hit with this probability. */
  record Disk(Selector nodes, DiskFault kind, double probability, Duration lasting)
      implements OnNodes {
    public Disk {
      Spans.requireNotNegative("lasting", lasting);
      Spans.requireProbability("probability", probability);
    }

    @Override
    public Disk lasting(Duration other) {
      return new Disk(nodes, kind, probability, other);
    }

    @Override
    public Disk choosing(UnaryOperator<Selector> choice) {
      return new Disk(choice.apply(nodes), kind, probability, lasting);
    }
  }

  /** No byte more fits on the disk. */
  record FullDisk(Selector nodes, Duration lasting) implements OnNodes {
    public FullDisk {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public FullDisk lasting(Duration other) {
      return new FullDisk(nodes, other);
    }

    @Override
    public FullDisk choosing(UnaryOperator<Selector> choice) {
      return new FullDisk(choice.apply(nodes), lasting);
    }
  }

  /**
   * The process is killed and the power fails; it starts again after {@code lasting}.
   *
   * @param keeps what the disk keeps of what was not forced
   * @param beforeForce at the next force of something, when there is most to lose
   */
  record Crash(Selector nodes, CrashMode keeps, boolean beforeForce, Duration lasting)
      implements OnNodes {
    public Crash {
      Spans.requireNotNegative("lasting", lasting);
    }

    /** Down for so long. */
    public Crash restartAfter(Duration down) {
      return lasting(down);
    }

    @Override
    public Crash lasting(Duration other) {
      return new Crash(nodes, keeps, beforeForce, other);
    }

    @Override
    public Crash choosing(UnaryOperator<Selector> choice) {
      return new Crash(choice.apply(nodes), keeps, beforeForce, lasting);
    }
  }

  /** The process is asked to stop, finishes what it had accepted, and starts again. */
  record Stop(Selector nodes, Duration lasting) implements OnNodes {
    public Stop {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public Stop lasting(Duration other) {
      return new Stop(nodes, other);
    }

    @Override
    public Stop choosing(UnaryOperator<Selector> choice) {
      return new Stop(choice.apply(nodes), lasting);
    }
  }

  /** The process stands still: a long collection, SIGSTOP. */
  record Pause(Selector nodes, Duration lasting) implements OnNodes {
    public Pause {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public Pause lasting(Duration other) {
      return new Pause(nodes, other);
    }

    @Override
    public Pause choosing(UnaryOperator<Selector> choice) {
      return new Pause(choice.apply(nodes), lasting);
    }
  }

  /** The process is killed, and its disk is empty when it starts again. */
  record WipeDisk(Selector nodes, Duration lasting) implements OnNodes {
    public WipeDisk {
      Spans.requireNotNegative("lasting", lasting);
    }

    @Override
    public WipeDisk lasting(Duration other) {
      return new WipeDisk(nodes, other);
    }

    @Override
    public WipeDisk choosing(UnaryOperator<Selector> choice) {
      return new WipeDisk(choice.apply(nodes), lasting);
    }
  }

  /**
   * The process is killed, and its disk is as it was {@code back} ago when it starts again: a
   * restored backup, a cloned machine.
   */
  record RollBackDisk(Selector nodes, Duration back, Duration lasting) implements OnNodes {
    public RollBackDisk {
      Spans.requireNotNegative("lasting", lasting);
      Spans.requirePositive("back", back);
    }

    @Override
    public RollBackDisk lasting(Duration other) {
      return new RollBackDisk(nodes, back, other);
    }

    @Override
    public RollBackDisk choosing(UnaryOperator<Selector> choice) {
      return new RollBackDisk(choice.apply(nodes), back, lasting);
    }
  }

  /** Whether it may take away what was durable. */
  default boolean destroys() {
    return switch (this) {
      case WipeDisk wipe -> true;
      case RollBackDisk back -> true;
      case Disk disk ->
          disk.kind() == DiskFault.BIT_ROT || disk.kind() == DiskFault.MISDIRECTED_WRITE;
      case Partition partition -> false;
      case Cut cut -> false;
      case Link link -> false;
      case Clog clog -> false;
      case BreakConnections broken -> false;
      case ClockSkew skew -> false;
      case ClockDrift drift -> false;
      case FullDisk full -> false;
      case Crash crash -> false;
      case Stop stop -> false;
      case Pause pause -> false;
    };
  }
}
