package dev.gyre.server.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process in order: the thread that runs the command waits here; SIGTERM, SIGINT or a
 * failure wakes it, it shuts down and tells its exit code. Without this the virtual machine would
 * end with 143 as soon as its hooks have run.
 */
public final class Termination {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int code;
  private volatile @Nullable Throwable failure;

  /** Begins to catch signals. */
  public static Termination install() {
    Termination termination = new Termination();
    Runtime.getRuntime().addShutdownHook(new Thread(termination::hook, "gyre-shutdown"));
    return termination;
  }

  private void hook() {
    requested.countDown();
    try {
      finished.await();
      Runtime.getRuntime().halt(code);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for the end because something cannot go on. The first cause is kept. */
  public synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    requested.countDown();
  }

  /** Waits until the end is asked for, or {@code limit} (null: for ever) is over. */
  public void await(@Nullable Duration limit) throws InterruptedException {
    if (limit == null) {
      requested.await();
    } else {
      boolean _ = requested.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Whether the end was asked for. */
  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Why the node cannot go on; null when it was just asked to end. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Everything is closed: the process may end, with this code. */
  public void finish(int exitCode) {
    code = exitCode;
    finished.countDown();
  }
}
