package dev.gyre.transport.netty;

/**
 * The data directory that a node runs on, as peers remember it.
 *
 * @param name random, made with the directory; 0 for one that nobody remembers
 * @param replaces whether the operator has accepted that it takes the place of another one, from
 *     which acknowledged writes may be missing here
 */
public record Directory(long name, boolean replaces) {
  public static final Directory UNNAMED = new Directory(0, false);
}
