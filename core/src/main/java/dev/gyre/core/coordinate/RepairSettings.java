package dev.gyre.core.coordinate;

/**
 * How reads heal what they meet.
 *
 * @param bodyBytes a lane no longer than this is told in full where a digest was asked for
 * @param lingerMillis how long a get that has answered waits for those it still asked, and again
 *     for those whom it sent what they lacked
 * @param inFlight most gets that live on after their answer; what is above it heals nothing
 * @param checkPermille of a thousand gets, how many ask after their answer the owners that they did
 *     not need
 */
public record RepairSettings(int bodyBytes, int lingerMillis, int inFlight, int checkPermille) {
  public static final RepairSettings DEFAULT = new RepairSettings(512, 500, 256, 10);

  public RepairSettings {
    if (bodyBytes < 0 || lingerMillis < 1 || inFlight < 0) {
      throw new IllegalArgumentException("a get lives on for at least 1 ms; bytes count from 0");
    }
    if (checkPermille < 0 || checkPermille > 1_000) {
      throw new IllegalArgumentException("of a thousand gets, 0 to 1000: " + checkPermille);
    }
  }
}
