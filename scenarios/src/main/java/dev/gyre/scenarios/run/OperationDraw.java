package dev.gyre.scenarios.run;

import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;

/**
 * What the n-th operation of a client will be, as far as that does not hang on what it has read by
 * then. Drawn from a stream of its own: leaving one out changes no other.
 *
 * @param restNanos since the answer to the one before, or since it was asked
 * @param key the number of the key
 * @param kind what is wanted; where a key is written only with contexts, a write may become a read
 * @param choice in [0, 1), for what hangs on what was read
 * @param valueBytes of the value, if it writes one
 */
record OperationDraw(
    long restNanos,
    int key,
    Kind kind,
    double choice,
    boolean weak,
    int timeoutMillis,
    int valueBytes) {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final double MOSTLY_SHORT = 0.9;

  enum Kind {
    GET,
    PUT,
    DELETE,
    COMPARE_AND_SET
  }

  static OperationDraw of(Seed client, long number, Workload workload, KeyChoice keys) {
    Randomness random = client.fork("operation", number).randomness();
    Workload.Demands demands = workload.demands();
    return new OperationDraw(
        rest(random, workload.pace()),
        keys.draw(random),
        kind(random, workload.mix()),
        random.nextDouble(),
        random.chance(demands.weak()),
        timeout(random, demands),
        length(random, demands.valueBytes()));
  }

  private static long rest(Randomness random, Workload.Pace pace) {
    return (long)
        switch (pace) {
          case Workload.Pace.Closed closed -> random.exponential(closed.think().toNanos());
          case Workload.Pace.Open open -> random.exponential(open.every().toNanos());
        };
  }

  private static Kind kind(Randomness random, Workload.Mix mix) {
    int at = random.nextInt(mix.total());
    if (at < mix.get()) {
      return Kind.GET;
    }
    if (at < mix.get() + mix.put()) {
      return Kind.PUT;
    }
    return at < mix.get() + mix.put() + mix.delete() ? Kind.DELETE : Kind.COMPARE_AND_SET;
  }

  private static int timeout(Randomness random, Workload.Demands demands) {
    int longest = (int) Math.max(1, demands.timeout().toNanos() / NANOS_PER_MILLI);
    return random.between(Math.max(1, longest / 10), longest + 1);
  }

  private static int length(Randomness random, int most) {
    int shortest = Workload.LEAST_VALUE_BYTES;
    if (most == shortest || random.chance(MOSTLY_SHORT)) {
      return shortest;
    }
    return random.between(shortest, most + 1);
  }
}
