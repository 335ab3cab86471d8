package dev.gyre.sim.disk;

import java.util.EnumMap;

/** The probability of each fault at each operation that it can hit. */
public final class DiskFaults {
  public static final DiskFaults NONE = new DiskFaults(new EnumMap<>(DiskFault.class));

  private final EnumMap<DiskFault, Double> probabilities;

  private DiskFaults(EnumMap<DiskFault, Double> probabilities) {
    this.probabilities = probabilities;
  }

  /** The same with this fault at this probability. */
  public DiskFaults with(DiskFault fault, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          fault + " needs a probability in [0, 1], but was given " + probability);
    }
    EnumMap<DiskFault, Double> copy = new EnumMap<>(probabilities);
    copy.put(fault, probability);
    return new DiskFaults(copy);
  }

  public double probability(DiskFault fault) {
    return probabilities.getOrDefault(fault, 0.0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DiskFaults faults && probabilities.equals(faults.probabilities);
  }

  @Override
  public int hashCode() {
    return toString().hashCode(); // An enum's own hash differs from run to run.
  }

  @Override
  public String toString() {
    return probabilities.toString();
  }
}
