package dev.gyre.client.machine;

/**
 * Bounds of one client.
 *
 * @param maxWaiting requests that wait because no link takes them; one more is refused as BUSY
 * @param maxInFlightPerLink requests sent over one link and not yet answered
 * @param maxLinks nodes to keep links to, beside the seeds
 * @param maxAttempts how often one request is sent, 1 to 32
 * @param retry the rest between two attempts when no other node is left to ask
 * @param redial the rest between two attempts to reach an address
 */
public record Limits(
    int maxWaiting,
    int maxInFlightPerLink,
    int maxLinks,
    int maxAttempts,
    Backoff retry,
    Backoff redial) {
  public static final Limits DEFAULT =
      new Limits(10_000, 2_048, 64, 8, new Backoff(10, 500), new Backoff(100, 3_000));

  /** An attempt is cut short to try another node, but not below this. */
  static final int LEAST_ATTEMPT_MILLIS = 50;

  public Limits {
    if (maxWaiting < 1 || maxInFlightPerLink < 1 || maxLinks < 1) {
      throw new IllegalArgumentException("the limits of a client are at least 1");
    }
    if (maxAttempts < 1 || maxAttempts > Trail.MAX_SENDS) {
      throw new IllegalArgumentException(
          "a request is sent 1 to " + Trail.MAX_SENDS + " times, not " + maxAttempts);
    }
  }

  public Limits withMaxWaiting(int requests) {
    return new Limits(requests, maxInFlightPerLink, maxLinks, maxAttempts, retry, redial);
  }

  public Limits withMaxInFlightPerLink(int requests) {
    return new Limits(maxWaiting, requests, maxLinks, maxAttempts, retry, redial);
  }

  public Limits withMaxLinks(int nodes) {
    return new Limits(maxWaiting, maxInFlightPerLink, nodes, maxAttempts, retry, redial);
  }

  public Limits withMaxAttempts(int sends) {
    return new Limits(maxWaiting, maxInFlightPerLink, maxLinks, sends, retry, redial);
  }

  public Limits withRetry(Backoff rest) {
    return new Limits(maxWaiting, maxInFlightPerLink, maxLinks, maxAttempts, rest, redial);
  }

  public Limits withRedial(Backoff rest) {
    return new Limits(maxWaiting, maxInFlightPerLink, maxLinks, maxAttempts, retry, rest);
  }

  /**
   * How long to wait for an answer before another node is asked: half of what is left of the
   * deadline; all of it when there will be no other attempt.
   */
  static long attemptMillis(long remainingMillis, int attemptsLeft) {
    long half = Math.max(LEAST_ATTEMPT_MILLIS, remainingMillis / 2);
    return attemptsLeft <= 0 ? remainingMillis : Math.min(remainingMillis, half);
  }
}
