package dev.gyre.transport.sim;

import dev.gyre.sim.Coverage;
import java.util.Locale;

/** Counts of {@link Effect}: a fault that never had an effect tested nothing. */
public final class Effects {
  private static final Effect[] ALL = Effect.values();

  private final long[] counts = new long[ALL.length];

  void count(Effect effect) {
    counts[effect.ordinal()]++;
  }

  void add(Effect effect, long times) {
    counts[effect.ordinal()] += times;
  }

  public long get(Effect effect) {
    return counts[effect.ordinal()];
  }

  /** Adds all counts, under names like {@code network reordered}. */
  public void addTo(Coverage coverage) {
    for (Effect effect : ALL) {
      coverage.add(name(effect), get(effect));
    }
  }

  /** The name of this effect in a coverage. */
  public static String name(Effect effect) {
    return "network " + effect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
