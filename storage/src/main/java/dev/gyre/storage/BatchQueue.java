package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way to the log: one is there, some are full and wait, one collects. What one
 * turn of the node brings shares a force, unless it would not fit a segment of the log.
 */
final class BatchQueue {
  private final long groupBytes;
  private final Deque<Batch> idle = new ArrayDeque<>();
  private final Deque<Batch> full = new ArrayDeque<>();
  private Batch collecting = new Batch();

  /** What the log worker has, if anything. */
  private @Nullable Batch underWay;

  /** Of all that is not under way. */
  private long bytes;

  /** {@code groupBytes}: what one batch holds at most, or one record if that is more. */
  BatchQueue(long groupBytes) {
    this.groupBytes = groupBytes;
  }

  void add(Slot slot, Cell cell, long sequence) {
    int size = LogRecord.sizeBytes(slot, cell);
    if (!collecting.isEmpty() && collecting.bytes() + size > groupBytes) {
      full.addLast(collecting);
      collecting = fresh();
    }
    collecting.add(slot, cell, sequence);
    bytes += size;
  }

  /** The batch that holds a record which is not durable. */
  Batch holding(long sequence) {
    if (underWay != null && sequence <= underWay.last()) {
      return underWay;
    }
    for (Batch batch : full) {
      if (sequence <= batch.last()) {
        return batch;
      }
    }
    return collecting;
  }

  /** Puts the next batch under way; null when there is none, or one is. */
  @Nullable Batch seal() {
    if (underWay != null || isEmpty()) {
      return null;
    }
    Batch next = full.pollFirst();
    if (next == null) {
      next = collecting;
      collecting = fresh();
    }
    underWay = next;
    bytes -= next.bytes();
    return next;
  }

  /** What was under way is durable. */
  Batch arrived() {
    Batch batch = underWay;
    if (batch == null) {
      throw new IllegalStateException("no batch is under way");
    }
    underWay = null;
    return batch;
  }

  /** Takes an emptied batch back. */
  void reuse(Batch batch) {
    if (idle.isEmpty()) {
      idle.addLast(batch);
    }
  }

  boolean isUnderWay() {
    return underWay != null;
  }

  /** Nothing waits to be put under way. */
  boolean isEmpty() {
    return full.isEmpty() && collecting.isEmpty();
  }

  /** About how many bytes wait to be put under way. */
  long bytes() {
    return bytes;
  }

  /** Replies that wait in batches which wait themselves. */
  int waitingReplies() {
    int waiting = collecting.waiting();
    for (Batch batch : full) {
      waiting += batch.waiting();
    }
    return waiting;
  }

  private Batch fresh() {
    Batch batch = idle.pollFirst();
    return batch == null ? new Batch() : batch;
  }
}
