package dev.gyre.transport.netty.frame;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A bound of bytes that several share. Who does not fit waits in line or goes without; nobody
 * overtakes the line. On one thread.
 */
public final class ByteBudget {
  private final long limitBytes;
  private final Deque<Claim> line = new ArrayDeque<>();
  private long usedBytes;

  public ByteBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  public long usedBytes() {
    return usedBytes;
  }

  /** Takes the bytes if they fit now and nobody waits. */
  public boolean tryTake(long bytes) {
    if (!line.isEmpty() || usedBytes + bytes > limitBytes) {
      return false;
    }
    usedBytes += bytes;
    return true;
  }

  /** Gives back what {@link #tryTake} took. */
  public void giveBack(long bytes) {
    usedBytes -= bytes;
    Claim next = line.peek();
    while (next != null && usedBytes + next.bytes <= limitBytes) {
      line.remove();
      next.grant();
      next = line.peek();
    }
  }

  /**
   * Claims bytes, at most the limit; {@code granted} runs once they are there, possibly at once.
   * The owner ends the claim in any case.
   */
  public Claim claim(long bytes, Runnable granted) {
    if (bytes > limitBytes) {
      throw new IllegalArgumentException(bytes + " bytes never fit " + limitBytes);
    }
    Claim claim = new Claim(bytes, granted);
    if (line.isEmpty() && usedBytes + bytes <= limitBytes) {
      claim.grant();
    } else {
      line.add(claim);
    }
    return claim;
  }

  /** A place in the budget, or in the line before it. */
  public final class Claim {
    private final long bytes;
    private final Runnable granted;
    private boolean holds;
    private boolean over;

    private Claim(long bytes, Runnable granted) {
      this.bytes = bytes;
      this.granted = granted;
    }

    private void grant() {
      holds = true;
      usedBytes += bytes;
      granted.run();
    }

    /** Gives the bytes back, or leaves the line. */
    public void end() {
      if (over) {
        return;
      }
      over = true;
      if (holds) {
        giveBack(bytes);
      } else {
        line.remove(this);
        giveBack(0);
      }
    }
  }
}
