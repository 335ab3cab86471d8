package dev.gyre.core.coordinate;

/**
 * How hints are made and handed over. Their bytes are bounded where they are stored.
 *
 * @param settlements most writes that live on after their answer until each owner, or a hint for
 *     it, is accounted for; what is above it leaves owners that missed it to anti-entropy
 * @param ageMillis a hint whose newest write is older is dropped
 * @param tickMillis how often a node looks for targets that are back, and for hints that have aged
 * @param inFlight most hints under way to one target
 * @param bytesInFlight most bytes of them, or one hint if that has more
 * @param deliveryMillis how long a target may take to answer for a hint
 */
public record HintSettings(
    int settlements,
    long ageMillis,
    int tickMillis,
    int inFlight,
    long bytesInFlight,
    int deliveryMillis) {
  public static final HintSettings DEFAULT =
      new HintSettings(4_096, 3 * 3_600_000L, 1_000, 64, 8L << 20, 2_000);

  public HintSettings {
    if (settlements < 0 || ageMillis < 1 || tickMillis < 1) {
      throw new IllegalArgumentException("an age and a tick of hints are at least 1 ms");
    }
    if (inFlight < 1 || bytesInFlight < 1 || deliveryMillis < 1) {
      throw new IllegalArgumentException("hints under way, their bytes and wait are at least 1");
    }
  }

  public HintSettings withAgeMillis(long millis) {
    return new HintSettings(
        settlements, millis, tickMillis, inFlight, bytesInFlight, deliveryMillis);
  }

  public HintSettings withThrottle(int hints, long bytes) {
    return new HintSettings(settlements, ageMillis, tickMillis, hints, bytes, deliveryMillis);
  }
}
