package dev.gyre.sim.disk;

/**
 * The power failed within an operation. An error and not an exception, because no code of the dying
 * process may handle it: until {@link SimDisk#crash} every further operation throws it again.
 */
public final class DiskCrash extends Error {
  private static final long serialVersionUID = 1L;

  public DiskCrash(String message) {
    super(message);
  }
}
