package dev.gyre.storage.life;

/**
 * What a directory gets when it is made, from the host: storage has no clock and no chance.
 *
 * @param name random, not 0: by it peers tell an emptied directory from the one they know
 * @param firstLife the node's first life on it, higher than any on a directory that this one takes
 *     the place of: its dots must never be minted again (DESIGN section 4, rule 1)
 */
public record NewDirectory(long name, int firstLife) {
  /** For a store whose node has no peers that remember it. */
  public static final NewDirectory ALONE = new NewDirectory(1, 1);

  /** Seconds from 1970 to 2025: lives fit 31 bits until 2093. */
  private static final long EPOCH_SECONDS = 1_735_689_600;

  private static final int MILLIS = 1_000;

  public NewDirectory {
    if (name == 0 || firstLife < 1) {
      throw new IllegalArgumentException(
          "a new directory has a name and a life of at least 1: " + name + ", " + firstLife);
    }
  }

  /**
   * With the second in which it is made as first life. Lives of the directory before began with the
   * second of its making, and each later one took longer than a second to begin; should the clock
   * have been set back, the peers, who remember the highest life, refuse it.
   *
   * @param random any number
   */
  public static NewDirectory at(long wallMillis, long random) {
    long seconds = wallMillis / MILLIS - EPOCH_SECONDS;
    return new NewDirectory(
        random == 0 ? 1 : random, (int) Math.clamp(seconds, 1, Integer.MAX_VALUE / 2));
  }
}
