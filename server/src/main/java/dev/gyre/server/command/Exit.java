package dev.gyre.server.command;

/** Exit codes. Listed in {@code docs/OPERATIONS.md}; 3 is the launcher's (no JDK). */
public final class Exit {
  public static final int OK = 0;

  /** The answer is no: the key is absent, the cluster is not ready, a run is invalid. */
  public static final int NO = 1;

  /** The command line or the configuration is wrong, or the feature does not exist yet. */
  public static final int USAGE = 2;

  /** The node cannot start: a port, its data directory. */
  public static final int CANNOT_START = 4;

  /** The node had to stop, its storage failed. */
  public static final int FAILED = 5;

  /** The request was certainly not applied. */
  public static final int NOT_APPLIED = 6;

  /** The request may have been applied. */
  public static final int UNKNOWN = 7;

  private Exit() {}
}
