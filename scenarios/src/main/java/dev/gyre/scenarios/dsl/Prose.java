package dev.gyre.scenarios.dsl;

import dev.gyre.sim.disk.CrashMode;
import java.time.Duration;
import java.util.Locale;

/** Steps of a scenario in a person's words. */
public final class Prose {
  private static final double NANOS_PER_MILLI = 1e6;

  private Prose() {}

  /** {@code at 3.2 s: n2 crashes, unsynced lost, for 1 s}. */
  public static String of(Step step) {
    return of(step.trigger()) + ": " + of(step.fault());
  }

  public static String of(Trigger trigger) {
    return switch (trigger) {
      case Trigger.At at -> "at " + of(at.time());
      case Trigger.During during -> "from " + of(during.from()) + " to " + of(during.to());
      case Trigger.Every every -> "every " + of(every.period());
      case Trigger.When when -> "once " + word(when.metric()) + " is above " + when.above();
      case Trigger.On on -> "at " + word(on.occurrence()) + " no. " + on.nth();
    };
  }

  /** What goes wrong, for how long. */
  public static String of(Fault fault) {
    String lasting = fault.lasting().isZero() ? "" : ", for " + of(fault.lasting());
    return what(fault) + lasting;
  }

  private static String what(Fault fault) {
    return switch (fault) {
      case Fault.Partition partition -> partition(partition);
      case Fault.Cut cut -> "nothing passes from " + of(cut.from()) + " to " + of(cut.to());
      case Fault.Link link ->
          "the links from "
              + of(link.from())
              + " to "
              + of(link.to())
              + " have "
              + of(link.trouble());
      case Fault.Clog clog ->
          "links from " + of(clog.from()) + " to " + of(clog.to()) + " are clogged";
      case Fault.BreakConnections broken ->
          "clients' connections to " + of(broken.nodes()) + " break";
      case Fault.ClockSkew skew ->
          "the clock of " + of(skew.nodes()) + " is off by " + of(skew.by());
      case Fault.ClockDrift drift ->
          "the clock of " + of(drift.nodes()) + " drifts by " + drift.partsPerMillion() + " ppm";
      case Fault.Disk disk ->
          "the disk of "
              + of(disk.nodes())
              + ": "
              + word(disk.kind())
              + percent(disk.probability());
      case Fault.FullDisk full -> "the disk of " + of(full.nodes()) + " is full";
      case Fault.Crash crash ->
          "crash of "
              + of(crash.nodes())
              + (crash.beforeForce() ? " just before a force, " : ", ")
              + of(crash.keeps());
      case Fault.Stop stop -> "stop of " + of(stop.nodes());
      case Fault.Pause pause -> "standstill of " + of(pause.nodes());
      case Fault.WipeDisk wipe -> "kill of " + of(wipe.nodes()) + ", the disk wiped";
      case Fault.RollBackDisk back ->
          "kill of " + of(back.nodes()) + ", the disk set back by " + of(back.back());
    };
  }

  private static String of(CrashMode keeps) {
    return switch (keeps) {
      case UNSYNCED_LOST -> "what was not forced is lost";
      case TORN_IN_ORDER -> "the last write is torn";
      case SECTORS_512, SECTORS_4096 -> "any sectors not forced are lost";
      case ALL_KEPT -> "the disk keeps everything";
    };
  }

  private static String partition(Fault.Partition partition) {
    String side = of(partition.side());
    return switch (partition.direction()) {
      case BOTH -> side + " cut off from the others";
      case OUT -> "nobody hears " + side;
      case IN -> side + " cannot hear";
    };
  }

  public static String of(Selector selector) {
    return switch (selector) {
      case Selector.Everyone everyone -> "all nodes";
      case Selector.Some some -> some.count() + (some.count() == 1 ? " node" : " nodes");
      case Selector.Minority minority -> "a minority";
      case Selector.Majority majority -> "a majority";
      case Selector.Named named -> named.nodes().mkString(", ");
      case Selector.OwnersOf owners ->
          (owners.count() == 1 ? "an owner of " : "the owners of ") + owners.key();
      case Selector.LastCoordinator last -> "the last coordinator";
    };
  }

  private static String of(Trouble trouble) {
    StringBuilder text = new StringBuilder();
    add(text, trouble.latency().isZero() ? "" : of(trouble.latency()) + " more latency");
    add(text, part("loss", trouble.loss()));
    add(text, part("duplication", trouble.duplication()));
    add(text, part("reordering", trouble.reordering()));
    add(text, part("corruption", trouble.corruption()));
    add(text, trouble.bytesPerSecond() == 0 ? "" : trouble.bytesPerSecond() + " bytes/s");
    return text.isEmpty() ? "no trouble" : text.toString();
  }

  private static void add(StringBuilder text, String part) {
    if (!part.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append(part);
    }
  }

  private static String part(String what, double probability) {
    return probability == 0 ? "" : what + percent(probability);
  }

  private static String percent(double probability) {
    return probability >= 1 ? "" : String.format(Locale.ROOT, " %.3g %%", probability * 100);
  }

  /** {@code 80 ms}, {@code 2.5 s}. */
  public static String of(Duration duration) {
    double millis = duration.toNanos() / NANOS_PER_MILLI;
    boolean seconds = Math.abs(millis) >= 1000;
    double shown = Math.round((seconds ? millis / 1000 : millis) * 1000) / 1000.0;
    String number =
        shown == Math.rint(shown) ? Long.toString((long) shown) : Double.toString(shown);
    return number + (seconds ? " s" : " ms");
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
