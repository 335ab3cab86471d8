package dev.gyre.core.coordinate;

/**
 * How owners that differ become equal.
 *
 * @param bodyBytes a lane no longer than this is told in full where a digest was asked for
 * @param reads what gets do after their answer
 * @param exchanges how owners compare what they hold
 */
public record RepairSettings(int bodyBytes, Reads reads, Exchanges exchanges) {
  public static final RepairSettings DEFAULT =
      new RepairSettings(512, Reads.DEFAULT, Exchanges.DEFAULT);

  public RepairSettings {
    if (bodyBytes < 0) {
      throw new IllegalArgumentException("a body has 0 bytes or more, not " + bodyBytes);
    }
  }

  /**
   * Gets that live on after their answer.
   *
   * @param lingerMillis how long one waits for those it still asked, and again for those whom it
   *     sent what they lacked
   * @param inFlight most of them at a time; what is above it heals nothing
   * @param checkPermille of a thousand gets, how many ask after their answer the owners that they
   *     did not need
   */
  public record Reads(int lingerMillis, int inFlight, int checkPermille) {
    public static final Reads DEFAULT = new Reads(500, 256, 10);

    public Reads {
      if (lingerMillis < 1 || inFlight < 0) {
        throw new IllegalArgumentException("a get lives on for at least 1 ms, or not at all");
      }
      if (checkPermille < 0 || checkPermille > 1_000) {
        throw new IllegalArgumentException("of a thousand gets, 0 to 1000: " + checkPermille);
      }
    }
  }

  /**
   * Comparing partitions owner by owner.
   *
   * @param intervalMillis in which a node has compared with each of its co-owners once; 0 turns it
   *     off
   * @param answerMillis how long it waits for an answer before it asks again
   * @param pageCells most cells whose digests are compared, or which are looked at to grow a tree,
   *     in one step
   * @param batchBytes most bytes of lanes in one step, or one lane if that has more
   * @param bytesPerSecond how fast lanes move; between steps it rests accordingly
   */
  public record Exchanges(
      int intervalMillis, int answerMillis, int pageCells, int batchBytes, int bytesPerSecond) {
    public static final Exchanges DEFAULT =
        new Exchanges(600_000, 2_000, 1_024, 256 << 10, 32 << 20);

    /** So that a batch and one lane more always fit a message. */
    public static final int MOST_BATCH_BYTES = 512 << 10;

    private static final int MOST_CELLS = 4_096;

    public Exchanges {
      if (intervalMillis < 0 || answerMillis < 1 || bytesPerSecond < 1) {
        throw new IllegalArgumentException("intervals count from 0, waits and rates from 1");
      }
      if (pageCells < 1 || pageCells > MOST_CELLS) {
        throw new IllegalArgumentException("a page has 1 to " + MOST_CELLS + " cells");
      }
      if (batchBytes < 1 || batchBytes > MOST_BATCH_BYTES) {
        throw new IllegalArgumentException("a batch has 1 to " + MOST_BATCH_BYTES + " bytes");
      }
    }
  }
}
