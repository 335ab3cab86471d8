package dev.gyre.scenarios.text;

import static dev.gyre.scenarios.text.LinkFaultForms.USUALLY;
import static dev.gyre.scenarios.text.Scalars.DOUBLE;
import static dev.gyre.scenarios.text.Scalars.DURATION;
import static dev.gyre.scenarios.text.SelectorForm.ALL;
import static dev.gyre.scenarios.text.SelectorForm.SELECTOR;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Fault.BreakConnections;
import dev.gyre.scenarios.dsl.Fault.ClockDrift;
import dev.gyre.scenarios.dsl.Fault.ClockSkew;
import dev.gyre.scenarios.dsl.Fault.Crash;
import dev.gyre.scenarios.dsl.Fault.Disk;
import dev.gyre.scenarios.dsl.Fault.FullDisk;
import dev.gyre.scenarios.dsl.Fault.Pause;
import dev.gyre.scenarios.dsl.Fault.RollBackDisk;
import dev.gyre.scenarios.dsl.Fault.Stop;
import dev.gyre.scenarios.dsl.Fault.WipeDisk;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;

/** What goes wrong. What is left out is as the words of the builder have it. */
final class FaultForms {
  private static final Form<ClockSkew> CLOCK_SKEW =
      RecordForm.of("a clock-skew", new ClockSkew(ALL, USUALLY, USUALLY))
          .must(
              "nodes", SELECTOR, ClockSkew::nodes, (f, x) -> new ClockSkew(x, f.by(), f.lasting()))
          .must("by", DURATION, ClockSkew::by, (f, x) -> new ClockSkew(f.nodes(), x, f.lasting()))
          .may("lasting", DURATION, ClockSkew::lasting, ClockSkew::lasting);

  private static final Form<ClockDrift> CLOCK_DRIFT =
      RecordForm.of("a clock-drift", new ClockDrift(ALL, 0, USUALLY))
          .must(
              "nodes",
              SELECTOR,
              ClockDrift::nodes,
              (f, x) -> new ClockDrift(x, f.partsPerMillion(), f.lasting()))
          .must(
              "parts-per-million",
              Scalars.LONG,
              ClockDrift::partsPerMillion,
              (f, x) -> new ClockDrift(f.nodes(), x, f.lasting()))
          .may("lasting", DURATION, ClockDrift::lasting, ClockDrift::lasting);

  private static final Form<Disk> DISK =
      RecordForm.of("a disk fault", new Disk(ALL, DiskFault.SLOW, 0, USUALLY))
          .must(
              "nodes",
              SELECTOR,
              Disk::nodes,
              (f, x) -> new Disk(x, f.kind(), f.probability(), f.lasting()))
          .must(
              "kind",
              Words.form(DiskFault.class),
              Disk::kind,
              (f, x) -> new Disk(f.nodes(), x, f.probability(), f.lasting()))
          .must(
              "probability",
              DOUBLE,
              Disk::probability,
              (f, x) -> new Disk(f.nodes(), f.kind(), x, f.lasting()))
          .may("lasting", DURATION, Disk::lasting, Disk::lasting);

  private static final Form<FullDisk> FULL_DISK =
      RecordForm.of("a full-disk", new FullDisk(ALL, USUALLY))
          .must("nodes", SELECTOR, FullDisk::nodes, (f, x) -> new FullDisk(x, f.lasting()))
          .may("lasting", DURATION, FullDisk::lasting, FullDisk::lasting);

  private static final Form<Crash> CRASH =
      RecordForm.of("a crash", new Crash(ALL, CrashMode.UNSYNCED_LOST, true, USUALLY))
          .must(
              "nodes",
              SELECTOR,
              Crash::nodes,
              (f, x) -> new Crash(x, f.keeps(), f.beforeForce(), f.lasting()))
          .may(
              "keeps",
              Words.form(CrashMode.class),
              Crash::keeps,
              (f, x) -> new Crash(f.nodes(), x, f.beforeForce(), f.lasting()))
          .may(
              "before-force",
              Scalars.TRUTH,
              Crash::beforeForce,
              (f, x) -> new Crash(f.nodes(), f.keeps(), x, f.lasting()))
          .may("lasting", DURATION, Crash::lasting, Crash::lasting);

  private static final Form<Stop> STOP =
      RecordForm.of("a stop", new Stop(ALL, USUALLY))
          .must("nodes", SELECTOR, Stop::nodes, (f, x) -> new Stop(x, f.lasting()))
          .may("lasting", DURATION, Stop::lasting, Stop::lasting);

  private static final Form<Pause> PAUSE =
      RecordForm.of("a pause", new Pause(ALL, USUALLY))
          .must("nodes", SELECTOR, Pause::nodes, (f, x) -> new Pause(x, f.lasting()))
          .may("lasting", DURATION, Pause::lasting, Pause::lasting);

  private static final Form<WipeDisk> WIPE_DISK =
      RecordForm.of("a wipe-disk", new WipeDisk(ALL, USUALLY))
          .must("nodes", SELECTOR, WipeDisk::nodes, (f, x) -> new WipeDisk(x, f.lasting()))
          .may("lasting", DURATION, WipeDisk::lasting, WipeDisk::lasting);

  private static final Form<RollBackDisk> ROLL_BACK_DISK =
      RecordForm.of("a roll-back-disk", new RollBackDisk(ALL, USUALLY, USUALLY))
          .must(
              "nodes",
              SELECTOR,
              RollBackDisk::nodes,
              (f, x) -> new RollBackDisk(x, f.back(), f.lasting()))
          .must(
              "back",
              DURATION,
              RollBackDisk::back,
              (f, x) -> new RollBackDisk(f.nodes(), x, f.lasting()))
          .may("lasting", DURATION, RollBackDisk::lasting, RollBackDisk::lasting);

  private static final Form<BreakConnections> BREAK_CONNECTIONS =
      RecordForm.of("a break-connections", new BreakConnections(ALL))
          .must("nodes", SELECTOR, BreakConnections::nodes, (f, x) -> new BreakConnections(x));

  static final Cases<Fault> FAULT =
      Cases.<Fault>of("a fault")
          .or("partition", Fault.Partition.class, LinkFaultForms.PARTITION)
          .or("cut", Fault.Cut.class, LinkFaultForms.CUT)
          .or("link", Fault.Link.class, LinkFaultForms.LINK)
          .or("clog", Fault.Clog.class, LinkFaultForms.CLOG)
          .or("break-connections", BreakConnections.class, BREAK_CONNECTIONS)
          .or("clock-skew", ClockSkew.class, CLOCK_SKEW)
          .or("clock-drift", ClockDrift.class, CLOCK_DRIFT)
          .or("disk", Disk.class, DISK)
          .or("full-disk", FullDisk.class, FULL_DISK)
          .or("crash", Crash.class, CRASH)
          .or("stop", Stop.class, STOP)
          .or("pause", Pause.class, PAUSE)
          .or("wipe-disk", WipeDisk.class, WIPE_DISK)
          .or("roll-back-disk", RollBackDisk.class, ROLL_BACK_DISK);

  private FaultForms() {}
}
