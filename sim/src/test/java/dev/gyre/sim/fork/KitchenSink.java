package dev.gyre.sim.fork;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.SimClock;
import dev.gyre.sim.SimProcess;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.sim.disk.DiskFaults;
import dev.gyre.sim.disk.DiskLatency;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.sim.disk.SimDiskException;
import dev.gyre.sim.disk.SimFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** A world that uses everything of the simulator; prints the hash of each seed's trace. */
final class KitchenSink {
  private static final int PROCESSES = 3;

  private final Simulation simulation;
  private final Randomness randomness;
  private final SimDisk[] disks = new SimDisk[PROCESSES];
  private final SimClock[] clocks = new SimClock[PROCESSES];

  private KitchenSink(Seed seed) {
    simulation = new Simulation(seed);
    randomness = simulation.randomness("world");
  }

  /** Arguments: the first seed, and how many. */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    for (long seed = first; seed < first + Long.parseLong(arguments[1]); seed++) {
      System.out.println("hash " + seed + " " + new KitchenSink(Seed.of(seed)).run());
    }
  }

  private String run() {
    DiskFaults faults =
        DiskFaults.NONE
            .with(DiskFault.BIT_ROT, 0.01)
            .with(DiskFault.FORCE_ERROR, 0.01)
            .with(DiskFault.SLOW, 0.05);
    DiskOptions options =
        DiskOptions.DEFAULT
            .withFaults(faults)
            .withLatency(new DiskLatency(1_000, 2_000, 50_000, 5_000_000));
    for (int i = 0; i < PROCESSES; i++) {
      Seed seed = simulation.seed().fork("disk", i);
      disks[i] = new SimDisk(seed, options, simulation::charge);
      clocks[i] = SimClock.of(simulation);
      clocks[i].drift(randomness.between(-300L, 300L));
      start(i);
    }
    simulation.runFor(Duration.ofSeconds(20));
    return simulation.trace().hash() + " " + simulation.coverage();
  }

  private void start(int index) {
    SimProcess process = simulation.process("process-" + index);
    Flux.interval(Duration.ofMillis(1 + randomness.nextInt(5)), process.scheduler())
        .onBackpressureDrop()
        .publishOn(process.scheduler())
        .bufferTimeout(7, Duration.ofMillis(9), process.scheduler())
        .subscribe(batch -> write(index, batch.hashCode()));
    long millis = 100 + randomness.nextInt(2_000);
    simulation.schedule(millis * 1_000_000, "crash " + index, () -> crash(process, index));
    simulation.schedule(millis * 500_000, "pause " + index, process::pause);
    simulation.schedule(millis * 700_000, "resume " + index, process::resume);
  }

  private void write(int index, int value) {
    try (SimFile file = disks[index].open("log")) {
      long position = file.size();
      file.write(position, ByteBuffer.allocate(8).putInt(0, value));
      if (randomness.chance(0.3)) {
        file.force();
        disks[index].forceDirectory();
      }
      ByteBuffer back = ByteBuffer.allocate(8);
      file.read(position, back);
      simulation.note("wrote " + clocks[index].wallMillis(), back.getLong(0));
    } catch (SimDiskException e) {
      simulation.sometimes("failed " + e.kind());
    }
  }

  private void crash(SimProcess process, int index) {
    process.kill();
    CrashMode mode = CrashMode.values()[randomness.nextInt(CrashMode.values().length)];
    simulation.note("crash", disks[index].crash(mode, randomness).bytesLost());
    simulation.sometimes("crash " + mode);
    start(index);
  }
}
