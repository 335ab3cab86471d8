package dev.gyre.core.coordinate;

/**
 * How long a coordinator waits, in milliseconds, all within the request's own deadline; and what it
 * does beyond the answer.
 *
 * @param hedgeMillis before a get asks owners beyond the ones it needs
 * @param retryMillis before a request is sent again to an owner that has not answered
 * @param forwardMillis before a forwarded command is given to another owner
 */
public record Timings(
    int hedgeMillis,
    int retryMillis,
    int forwardMillis,
    RepairSettings repair,
    HintSettings hints) {
  public static final Timings DEFAULT = new Timings(25, 250, 500);

  public Timings {
    if (hedgeMillis < 1 || retryMillis < 1 || forwardMillis < 1) {
      throw new IllegalArgumentException("timings are at least 1 ms");
    }
  }

  /** With reads and hints that heal as usual. */
  public Timings(int hedgeMillis, int retryMillis, int forwardMillis) {
    this(hedgeMillis, retryMillis, forwardMillis, RepairSettings.DEFAULT, HintSettings.DEFAULT);
  }

  public Timings with(RepairSettings other) {
    return new Timings(hedgeMillis, retryMillis, forwardMillis, other, hints);
  }

  public Timings with(HintSettings other) {
    return new Timings(hedgeMillis, retryMillis, forwardMillis, repair, other);
  }
}
