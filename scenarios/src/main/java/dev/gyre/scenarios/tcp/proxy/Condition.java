package dev.gyre.scenarios.tcp.proxy;

import dev.gyre.sim.Randomness;

/** What is wrong with one direction of a route. Several conditions may hold at a time. */
public sealed interface Condition {

  /** Told on the proxy's thread each time that the condition changed what happened. */
  Runnable met();

  /**
   * Nothing passes, neither bytes nor the beginning or end of a connection.
   *
   * @param lost whether connections that it held something of break when it ends; otherwise what
   *     was held passes then
   */
  record Held(boolean lost, Runnable met) implements Condition {}

  /**
   * Every piece of data is late.
   *
   * @param meanNanos of an exponential distribution; 0 for none
   * @param bytesPerSecond 0 is unlimited
   * @param random drawn from on the proxy's thread alone
   */
  record Slow(long meanNanos, long bytesPerSecond, Randomness random, Runnable met)
      implements Condition {}

  /** One bit is flipped in a piece of data, with this probability. */
  record Corrupting(double probability, Randomness random, Runnable met) implements Condition {}
}
