package dev.gyre.checker.linear;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long and how large a check may become. Shared by all keys of a history; checked inside every
 * loop that can grow. What runs out of it ends as unknown, never as a guess.
 */
public final class Budget {
  /** The time when nothing else is said. */
  public static final Duration STANDARD_TIME = Duration.ofSeconds(30);

  /** The most bytes that searches hold, unless the heap is too small for it. */
  public static final long STANDARD_BYTES = 1L << 30;

  private static final int STEPS_PER_LOOK = 1024;

  private final long startNanos = System.nanoTime();
  private final long limitNanos;
  private final long limitBytes;
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean late;

  private Budget(long limitNanos, long limitBytes) {
    this.limitNanos = limitNanos;
    this.limitBytes = limitBytes;
  }

  /** A budget of some time, starting now, and the standard memory. */
  public static Budget of(Duration time) {
    return of(time, Math.min(STANDARD_BYTES, Runtime.getRuntime().maxMemory() / 2));
  }

  /** A budget of some time, starting now, and some bytes. */
  public static Budget of(Duration time, long bytes) {
    if (time.isNegative() || bytes < 0) {
      throw new IllegalArgumentException("a budget is not negative: " + time + ", " + bytes);
    }
    long seconds = Math.min(time.toSeconds(), Integer.MAX_VALUE);
    long nanos =
        seconds == time.toSeconds() ? time.toNanos() : Duration.ofSeconds(seconds).toNanos();
    return new Budget(nanos, bytes);
  }

  /** Whether time has run out; looks at the clock in one of 1,024 steps. */
  boolean late(long step) {
    if (step % STEPS_PER_LOOK == 0) {
      look();
    }
    return late;
  }

  /** Whether time has run out. */
  boolean late() {
    look();
    return late;
  }

  private void look() {
    if (!late && System.nanoTime() - startNanos >= limitNanos) {
      late = true;
    }
  }

  /** Takes bytes, or gives them back; false, and takes nothing, when there are not enough. */
  boolean take(long count) {
    if (bytes.addAndGet(count) > limitBytes && count > 0) {
      bytes.addAndGet(-count);
      return false;
    }
    return true;
  }

  /** What the budget was, in words. */
  String words() {
    return Duration.ofNanos(limitNanos).toMillis() + " ms and " + (limitBytes >> 20) + " MiB";
  }
}
