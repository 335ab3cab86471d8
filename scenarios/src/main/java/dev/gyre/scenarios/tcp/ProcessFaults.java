package dev.gyre.scenarios.tcp;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.scenarios.tcp.process.ServerProcess;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Carries out faults of processes and of what their disks hold: by signals, and on directories. */
final class ProcessFaults {
  private final SortedMap<String, ServerProcess> processes;
  private final Vector<String> nodes;
  private final Path copies;
  private final TcpStage stage;
  private final Effects effects;
  private final Mishaps mishaps;
  private int copyCount;

  /** {@code copies} is a directory for copies of disks. */
  ProcessFaults(
      SortedMap<String, ServerProcess> processes,
      Path copies,
      TcpStage stage,
      Effects effects,
      Mishaps mishaps) {
    this.processes = processes;
    this.nodes = Vector.ofAll(processes.keySet());
    this.copies = copies;
    this.stage = stage;
    this.effects = effects;
    this.mishaps = mishaps;
  }

  Lease inflict(Fault.OnNodes fault, Runnable happened) {
    List<Lease> leases = new ArrayList<>();
    for (String name : fault.nodes().names(nodes)) {
      leases.add(inflict(process(name), fault, happened));
    }
    return () -> leases.forEach(Lease::end);
  }

  private ServerProcess process(String name) {
    ServerProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException("there is no node " + name);
    }
    return process;
  }

  private Lease inflict(ServerProcess process, Fault.OnNodes fault, Runnable happened) {
    if (!process.isRunning()) {
      return Lease.OVER;
    }
    return switch (fault) {
      case Fault.Crash crash -> {
        process.kill();
        yield down(process, "processes killed", happened);
      }
      case Fault.Stop stop -> {
        process.stop();
        yield down(process, "processes stopped in order", happened);
      }
      case Fault.Pause pause -> pause(process, happened);
      case Fault.WipeDisk wipe -> {
        mishaps.robbed(process.name());
        process.kill();
        process.wipe();
        yield down(process, "disks wiped", happened);
      }
      case Fault.RollBackDisk back -> rollBack(process, back, happened);
      case Fault.ClockSkew skew -> throw impossible(fault);
      case Fault.ClockDrift drift -> throw impossible(fault);
      case Fault.Disk disk -> throw impossible(fault);
      case Fault.FullDisk full -> throw impossible(fault);
    };
  }

  private static IllegalStateException impossible(Fault fault) {
    return new IllegalStateException("this was to be refused before the start: " + fault);
  }

  private Lease down(ServerProcess process, String kind, Runnable happened) {
    effects.count(kind);
    happened.run();
    return process::start;
  }

  private Lease pause(ServerProcess process, Runnable happened) {
    process.pause();
    effects.count("processes paused");
    happened.run();
    return process::resume;
  }

  /** The copy is taken now; later the process is killed, and goes on with the copy. */
  private Lease rollBack(ServerProcess process, Fault.RollBackDisk fault, Runnable happened) {
    Path copy = copies.resolve(process.name() + "-" + copyCount++);
    process.copyTo(copy);
    boolean[] over = new boolean[1];
    stage.after(
        fault.back().toNanos(),
        fault.word(),
        () -> {
          if (!over[0]) {
            mishaps.robbed(process.name());
            process.kill();
            process.replaceBy(copy);
            down(process, "disks rolled back", happened);
          }
        });
    return () -> {
      over[0] = true;
      process.start();
    };
  }
}
