package dev.gyre.sim.disk;

import java.io.IOException;

/** An operation failed; the disk and the process live on. */
public final class SimDiskException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why, in the words of POSIX. */
  public enum Kind {
    /** EIO: the device reported an error. */
    INPUT_OUTPUT,
    /** ENOSPC: the disk is full. */
    NO_SPACE,
    /** ENOENT: there is no such file. */
    NOT_FOUND,
    /** EBADF: the file was closed, or opened before a crash. */
    CLOSED,
    /** EFBIG: the file would pass its maximum size. */
    TOO_LARGE
  }

  private final Kind kind;

  SimDiskException(Kind kind, String message) {
    super(message + " (" + kind + ")");
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
