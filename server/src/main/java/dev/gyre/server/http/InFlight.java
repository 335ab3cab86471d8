package dev.gyre.server.http;

import org.jspecify.annotations.Nullable;

/**
 * What HTTP requests hold at this moment, held against its bounds. Confined to the node's thread.
 */
public final class InFlight {
  private final int maxRequests;
  private final long maxBytes;

  private int requests;

  /** Bytes of bodies being read, of values being written, and of responses not yet sent. */
  private long bytes;

  /** Told when the last request ends; null while nobody waits for it. */
  private @Nullable Runnable whenIdle;

  public InFlight(int maxRequests, long maxBytes) {
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
  }

  public int requests() {
    return requests;
  }

  public long bytes() {
    return bytes;
  }

  /** Calls {@code action} once no request is left, at once if there is none. */
  void onIdle(Runnable action) {
    if (requests == 0) {
      action.run();
    } else {
      whenIdle = action;
    }
  }

  /** Takes a request in unless too many, or too many bytes, are there. */
  @Nullable Lease tryEnter() {
    if (requests >= maxRequests || bytes >= maxBytes) {
      return null;
    }
    requests++;
    return new Lease();
  }

  /** The share of one request. */
  final class Lease {
    private long held;
    private boolean over;

    /** Takes more, unless that would pass the bound. */
    boolean tryHold(long more) {
      if (bytes + more > maxBytes) {
        return false;
      }
      hold(more);
      return true;
    }

    /** Takes more also past the bound: for what is in memory already. */
    void hold(long more) {
      held += more;
      bytes += more;
    }

    /** Gives everything back; later calls do nothing. */
    void end() {
      if (over) {
        return;
      }
      over = true;
      bytes -= held;
      requests--;
      Runnable action = whenIdle;
      if (requests == 0 && action != null) {
        whenIdle = null;
        action.run();
      }
    }
  }
}
