package dev.gyre.benchmarks.ceiling;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Group commit: while one group is being forced the next one gathers, so the slower the disk, the
 * larger the groups. The loop appends and wakes; the log thread writes, forces, and hands the whole
 * group's continuations back to the loop as one task.
 */
final class GroupCommitLog implements AutoCloseable {
  /** What may gather while one group is forced; a closed loop of clients stays far below it. */
  static final int MAX_GROUP_BYTES = 8 << 20;

  private static final int RECORD_HEADER_BYTES = 12;

  private final Segment segment;
  private final Executor loop;
  private final Consumer<Throwable> onFailure;
  private final Thread thread;
  private final Object lock = new Object();

  /** Guarded by the lock, as the waiting. Between groups its position is the header's end. */
  private ByteBuffer gathering = emptyGroup();

  private List<Runnable> waiting = new ArrayList<>();

  /** The log thread's own: the group being written. */
  private ByteBuffer writing = emptyGroup();

  private volatile boolean parked;
  private volatile boolean closing;
  private final AtomicLong forces = new AtomicLong();

  /** Continuations run on {@code loop}; a failed write or force is told once, and ends the log. */
  GroupCommitLog(String name, Segment segment, Executor loop, Consumer<Throwable> onFailure) {
    this.segment = segment;
    this.loop = loop;
    this.onFailure = onFailure;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    thread.start();
  }

  private static ByteBuffer emptyGroup() {
    return ByteBuffer.allocateDirect(MAX_GROUP_BYTES).position(Segment.HEADER_BYTES);
  }

  /** Adds a record; {@code body} is read from its reader index, which stays. Then {@link #wake}. */
  void append(long version, ByteBuf body, int bodyBytes, Runnable durable) {
    synchronized (lock) {
      if (gathering.remaining() < RECORD_HEADER_BYTES + bodyBytes) {
        throw new IllegalStateException("more than " + MAX_GROUP_BYTES + " bytes wait for a force");
      }
      gathering.putInt(bodyBytes).putLong(version);
      int end = gathering.position() + bodyBytes;
      body.getBytes(body.readerIndex(), gathering.limit(end));
      gathering.limit(gathering.capacity());
      waiting.add(durable);
    }
  }

  /** Tells the log thread that there are records. Once per turn of the loop is enough. */
  void wake() {
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  /** Forces done so far. */
  long forces() {
    return forces.get();
  }

  private void run() {
    try {
      while (awaitRecords()) {
        List<Runnable> durable = swap();
        segment.append(writing.flip());
        writing.clear().position(Segment.HEADER_BYTES);
        forces.incrementAndGet();
        loop.execute(() -> durable.forEach(Runnable::run));
      }
      segment.close();
    } catch (IOException failure) {
      onFailure.accept(failure);
    }
  }

  /** False when the log is closed and everything appended has been forced. */
  private boolean awaitRecords() {
    while (isEmpty()) {
      if (closing) {
        return false;
      }
      parked = true;
      if (isEmpty() && !closing) { // looked at again: the loop may have appended before it saw us
        LockSupport.park(this);
      }
      parked = false;
    }
    return true;
  }

  private boolean isEmpty() {
    synchronized (lock) {
      return waiting.isEmpty();
    }
  }

  private List<Runnable> swap() {
    List<Runnable> next = new ArrayList<>();
    synchronized (lock) {
      ByteBuffer full = gathering;
      gathering = writing;
      writing = full;
      List<Runnable> durable = waiting;
      waiting = next;
      return durable;
    }
  }

  /** Forces what was appended, then ends the thread. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
