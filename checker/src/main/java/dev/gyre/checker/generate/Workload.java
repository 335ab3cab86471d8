package dev.gyre.checker.generate;

/**
 * What a made history looks like. Half of the operations read, a quarter write, a quarter compare
 * and set.
 *
 * @param operations how many
 * @param keys over how many registers, evenly
 * @param processes by how many clients, each with one operation under way at a time
 * @param values how many different values are written, from 0; 0 makes every written value new
 * @param unknownPerMille how many of a thousand operations never get an answer; half of these take
 *     effect at some later time
 * @param staleReads how many reads return a value that was overwritten long before (with unique
 *     values) or a random one (otherwise)
 */
public record Workload(
    int operations, int keys, int processes, int values, int unknownPerMille, int staleReads) {
  /** Refuses what cannot be made. */
  public Workload {
    if (operations < 0 || keys < 1 || processes < 1 || values < 0 || staleReads < 0) {
      throw new IllegalArgumentException("a workload needs keys and processes");
    }
    if (unknownPerMille < 0 || unknownPerMille > 1000) {
      throw new IllegalArgumentException("per mille: " + unknownPerMille);
    }
  }
}
