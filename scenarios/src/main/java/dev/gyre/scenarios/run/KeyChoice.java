package dev.gyre.scenarios.run;

import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.sim.Randomness;
import java.util.Arrays;

/** Draws keys by number, uniformly or by Zipf's law: the k-th has a share of about 1 / k^skew. */
final class KeyChoice {
  /** Cumulative, the last is 1; empty for uniform. */
  private final double[] shares;

  private final int count;

  KeyChoice(Workload.Keys keys) {
    this.count = keys.count();
    this.shares = keys.skew() == 0 ? new double[0] : shares(keys);
  }

  private static double[] shares(Workload.Keys keys) {
    double[] shares = new double[keys.count()];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += StrictMath.pow(i + 1, -keys.skew());
      shares[i] = sum;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  int draw(Randomness random) {
    if (shares.length == 0) {
      return random.nextInt(count);
    }
    int found = Arrays.binarySearch(shares, random.nextDouble());
    return Math.min(found < 0 ? -found - 1 : found, count - 1);
  }
}
