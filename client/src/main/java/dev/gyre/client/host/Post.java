package dev.gyre.client.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/**
 * Brings work from any thread to one worker, in order and one at a time: many posts share one
 * scheduled task (the queue-drain of Reactor's operators). What is posted from within a post runs
 * after it, never inside. A post must not throw.
 */
final class Post {
  private static final VarHandle POSTED = handle();

  /** Then others on the same thread, such as sockets, get their turn. */
  private static final int MAX_PER_TURN = 4_096;

  private final Queue<Runnable> queue = Queues.<Runnable>unboundedMultiproducer().get();
  private final Scheduler.Worker worker;

  /** Posts not yet done. Whoever raises it from 0 sees to it that all of them are done. */
  @SuppressWarnings("UnusedVariable") // by its handle
  private volatile int posted;

  /** Set by a post: from then on posts run where they are made. */
  private volatile boolean ended;

  Post(Scheduler.Worker worker) {
    this.worker = worker;
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(Post.class, "posted", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  int backlog() {
    return posted;
  }

  /** From any thread. Returns false when the worker is gone: then it ran here. */
  boolean post(Runnable task) {
    queue.add(task);
    if ((int) POSTED.getAndAdd(this, 1) != 0) {
      return true;
    }
    if (ended) {
      drain();
      return false;
    }
    try {
      worker.schedule(this::drain);
      return true;
    } catch (RejectedExecutionException gone) {
      ended = true;
      drain();
      return false;
    }
  }

  /** On the worker: now, unless a post is running, then after it. */
  void run(Runnable task) {
    queue.add(task);
    if ((int) POSTED.getAndAdd(this, 1) == 0) {
      drain();
    }
  }

  /** Called by a post: the worker will not be used again. */
  void end() {
    ended = true;
  }

  /** Does posts until there are none, or for as long as one turn of the worker may take. */
  private void drain() {
    do {
      for (int done = 0; done < MAX_PER_TURN; done++) {
        Objects.requireNonNull(queue.poll()).run();
        if ((int) POSTED.getAndAdd(this, -1) == 1) {
          return;
        }
      }
    } while (!continuesLater());
  }

  private boolean continuesLater() {
    try {
      if (!ended) {
        worker.schedule(this::drain);
      }
      return !ended;
    } catch (RejectedExecutionException gone) {
      ended = true;
      return false;
    }
  }
}
