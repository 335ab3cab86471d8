package dev.gyre.checker.linear;

/**
 * How to check.
 *
 * @param certify whether a valid verdict brings its linearizations
 * @param threads how many objects are judged at once
 */
public record Options(boolean certify, int threads) {
  /** Refuses no threads. */
  public Options {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed: " + threads);
    }
  }

  /** No certificates, all processors. */
  public static Options standard() {
    return new Options(false, Runtime.getRuntime().availableProcessors());
  }

  /** Certificates, one thread. */
  public static Options certifying() {
    return new Options(true, 1);
  }
}
