package dev.gyre.scenarios.fault;

import dev.gyre.sim.Randomness;

/**
 * What every link between nodes suffers all the time: probabilities for each message, and delays in
 * microseconds.
 */
public record Weather(
    double loss,
    double duplication,
    double reordering,
    double corruption,
    long delayMicros,
    long jitterMicros) {
  public static final Weather CALM = new Weather(0, 0, 0, 0, 200, 100);

  public static Weather draw(Randomness random) {
    return new Weather(
        maybe(random, 0.10),
        maybe(random, 0.10),
        maybe(random, 0.20),
        maybe(random, 0.01),
        random.between(50, 2_000),
        random.between(0, 10_000));
  }

  /** Swarm testing (Groce et al. 2012): a kind of fault is left out of half of the runs. */
  private static double maybe(Randomness random, double most) {
    return random.nextBoolean() ? random.nextDouble() * most : 0;
  }
}
