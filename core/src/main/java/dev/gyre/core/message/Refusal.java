package dev.gyre.core.message;

/**
 * Why something was certainly not applied. Its position is its number on the wire: only ever
 * append.
 */
public enum Refusal {
  /** Asked for a feature that this version does not have. */
  UNSUPPORTED,
  /** The request itself is wrong, for instance r above the number of owners. */
  INVALID,
  /** The context token is malformed, altered, too large, or of another key or cluster. */
  BAD_CONTEXT,
  /** The value, or the lane it would make, is over its limit. */
  TOO_LARGE,
  /** The node has all the requests or bytes in flight that it takes. Try again later. */
  BUSY,
  /** Too few owners answered in time, and nothing was sent that could change anything. */
  UNAVAILABLE,
  /** The node asked is no owner of the key in its topology. */
  NOT_OWNER,
  /** The sender's topology epoch is older than the receiver's. */
  STALE_EPOCH,
  /** The sender's clock is further ahead than the bound. */
  CLOCK_AHEAD,
  /** A retried write whose first attempt may have been applied and forgotten. */
  FORGOTTEN_WRITE,
  /** The stored cell failed its checksum, or the disk failed. */
  STORAGE_FAILED,
  /** The node is shutting down or catching up. */
  NOT_SERVING;

  /** Whether the same may be taken another time, by who refused it. */
  public boolean mayPass() {
    return switch (this) {
      case BUSY, UNAVAILABLE, STALE_EPOCH, CLOCK_AHEAD, STORAGE_FAILED, NOT_SERVING -> true;
      case UNSUPPORTED, INVALID, BAD_CONTEXT, TOO_LARGE, NOT_OWNER, FORGOTTEN_WRITE -> false;
    };
  }
}
