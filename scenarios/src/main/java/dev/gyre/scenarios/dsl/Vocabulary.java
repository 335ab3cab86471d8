package dev.gyre.scenarios.dsl;

import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import io.vavr.collection.Vector;
import java.time.Duration;

/** The words of the language, for static import. */
public final class Vocabulary {
  private static final Duration USUALLY = Duration.ofSeconds(1);

  private Vocabulary() {}

  public static Duration millis(long count) {
    return Duration.ofMillis(count);
  }

  public static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  // Who.

  public static Selector any() {
    return new Selector.Everyone();
  }

  public static Selector one() {
    return new Selector.Some(1);
  }

  public static Selector random(int count) {
    return new Selector.Some(count);
  }

  public static Selector minority() {
    return new Selector.Minority();
  }

  public static Selector majority() {
    return new Selector.Majority();
  }

  public static Selector named(String... nodes) {
    return new Selector.Named(Vector.of(nodes));
  }

  /** All of them; {@code ownersOf("k7").one()} is one. */
  public static Selector.OwnersOf ownersOf(String key) {
    return new Selector.OwnersOf(key, Cluster.MOST_NODES);
  }

  public static Selector lastCoordinator() {
    return new Selector.LastCoordinator();
  }

  // What.

  public static Fault partition(Selector side) {
    return new Fault.Partition(side, Fault.Direction.BOTH, USUALLY);
  }

  /** They hear everybody, and nobody hears them. */
  public static Fault mute(Selector side) {
    return new Fault.Partition(side, Fault.Direction.OUT, USUALLY);
  }

  /** Everybody hears them, and they hear nobody. */
  public static Fault deafen(Selector side) {
    return new Fault.Partition(side, Fault.Direction.IN, USUALLY);
  }

  public static Fault cut(Selector from, Selector to) {
    return new Fault.Cut(from, to, USUALLY);
  }

  public static Fault clog(Selector from, Selector to) {
    return new Fault.Clog(from, to, USUALLY);
  }

  /** {@code link(any(), any(), Trouble.NONE.loss(0.1))}. */
  public static Fault link(Selector from, Selector to, Trouble trouble) {
    return new Fault.Link(from, to, trouble, USUALLY);
  }

  public static Fault breakConnections(Selector nodes) {
    return new Fault.BreakConnections(nodes);
  }

  public static Fault clockSkew(Selector nodes, Duration by) {
    return new Fault.ClockSkew(nodes, by, USUALLY);
  }

  public static Fault clockDrift(Selector nodes, long partsPerMillion) {
    return new Fault.ClockDrift(nodes, partsPerMillion, USUALLY);
  }

  public static Fault disk(Selector nodes, DiskFault kind, double probability) {
    return new Fault.Disk(nodes, kind, probability, USUALLY);
  }

  public static Fault slowDisk(Selector nodes) {
    return disk(nodes, DiskFault.SLOW, 0.5);
  }

  public static Fault fullDisk(Selector nodes) {
    return new Fault.FullDisk(nodes, USUALLY);
  }

  /** The power fails: what was not forced is gone. */
  public static Fault.Crash crash(Selector nodes) {
    return new Fault.Crash(nodes, CrashMode.UNSYNCED_LOST, true, USUALLY);
  }

  /** The power fails, and the disk keeps of the unforced what the mode says. */
  public static Fault.Crash crash(Selector nodes, CrashMode keeps) {
    return new Fault.Crash(nodes, keeps, true, USUALLY);
  }

  /** SIGKILL: the process dies, the machine does not. */
  public static Fault.Crash kill(Selector nodes) {
    return new Fault.Crash(nodes, CrashMode.ALL_KEPT, false, USUALLY);
  }

  public static Fault stop(Selector nodes) {
    return new Fault.Stop(nodes, USUALLY);
  }

  public static Fault pause(Selector nodes) {
    return new Fault.Pause(nodes, USUALLY);
  }

  public static Fault wipeDisk(Selector nodes) {
    return new Fault.WipeDisk(nodes, USUALLY);
  }

  public static Fault rollBackDisk(Selector nodes, Duration back) {
    return new Fault.RollBackDisk(nodes, back, USUALLY);
  }

  // When.

  /** {@code whenever(Metric.ACKNOWLEDGED, 100)}: once it is above 100. */
  public static Trigger.When above(Metric metric, long bound) {
    return new Trigger.When(metric, bound);
  }

  /** The first is 1. */
  public static Trigger.On nth(Occurrence occurrence, int nth) {
    return new Trigger.On(occurrence, nth);
  }

  // What must hold.

  public static Check always(Promise promise) {
    return new Check.Always(promise);
  }

  public static Check eventually(Promise promise) {
    return new Check.Eventually(promise);
  }

  public static Check sometimes(String state) {
    return new Check.Sometimes(state);
  }

  public static Check linearizable() {
    return always(Promise.LINEARIZABLE);
  }

  public static Check noAcknowledgedWriteLost() {
    return always(Promise.NO_ACKNOWLEDGED_WRITE_LOST);
  }

  /** For {@code whenever}: hints that nodes keep for others. */
  public static Metric hintsPending() {
    return Metric.HINTS_PENDING;
  }

  public static Check hintsDrained() {
    return eventually(Promise.HINTS_DRAINED);
  }

  public static Check converged() {
    return eventually(Promise.CONVERGED);
  }
}
