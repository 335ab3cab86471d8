package dev.gyre.sim.disk;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import java.util.EnumMap;
import java.util.Objects;

/** One stream of draws for each fault, so that none reshuffles another, and what came of it. */
final class FaultStreams {
  private static final class Stream {
    private final Randomness randomness;
    private long effects;

    Stream(Randomness randomness) {
      this.randomness = randomness;
    }
  }

  private final EnumMap<DiskFault, Stream> streams = new EnumMap<>(DiskFault.class);

  FaultStreams(Seed seed) {
    for (DiskFault fault : DiskFault.values()) {
      streams.put(fault, new Stream(seed.fork(fault.name()).randomness()));
    }
  }

  /** Takes no draw where the fault is impossible. */
  boolean happens(DiskFault fault, DiskFaults faults) {
    double probability = faults.probability(fault);
    return probability > 0 && draw(fault).chance(probability);
  }

  Randomness draw(DiskFault fault) {
    return stream(fault).randomness;
  }

  void hadEffect(DiskFault fault) {
    stream(fault).effects++;
  }

  long effects(DiskFault fault) {
    return stream(fault).effects;
  }

  private Stream stream(DiskFault fault) {
    return Objects.requireNonNull(streams.get(fault));
  }
}
