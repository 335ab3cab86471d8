package dev.gyre.sim;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap in order of (time, sequence). The order is total, so what is polled never depends
 * on the layout of the heap.
 *
 * <p>The keys lie beside the events in one array of longs: sifting compares without touching an
 * event. Cancelled events stay where they are and are skipped when polled; when more than half of
 * the queue is dead it is compacted, so that cancelled timeouts cost O(1) and no memory for long.
 */
final class EventQueue {
  private static final int INITIAL_CAPACITY = 256;
  private static final int COMPACT_FROM = 128;

  private final int maximumSize;

  /** The key of events[i] is (keys[2i], keys[2i + 1]) = (time, sequence). */
  private long[] keys = new long[2 * INITIAL_CAPACITY];

  private @Nullable ScheduledEvent[] events = new ScheduledEvent[INITIAL_CAPACITY];
  private int size;

  /** How many of the queued events will never run. */
  private int dead;

  EventQueue(int maximumSize) {
    this.maximumSize = maximumSize;
  }

  int alive() {
    return size - dead;
  }

  void push(ScheduledEvent event) {
    if (size == events.length) {
      grow();
    }
    siftUp(size++, event);
  }

  /** The next living event that is due at or before the given time; null when there is none. */
  @Nullable ScheduledEvent pollUntil(long timeNanos) {
    while (size > 0 && keys[0] <= timeNanos) {
      ScheduledEvent event = removeFirst();
      if (!event.isDead()) {
        return event;
      }
      dead--;
    }
    return null;
  }

  /** Tells that this many queued events have died. */
  void died(int count) {
    dead += count;
    if (size >= COMPACT_FROM && dead > size / 2) {
      compact();
    }
  }

  private ScheduledEvent at(int index) {
    return Objects.requireNonNull(events[index]);
  }

  private ScheduledEvent removeFirst() {
    ScheduledEvent first = at(0);
    ScheduledEvent last = at(--size);
    events[size] = null;
    if (size > 0) {
      siftDown(0, last);
    }
    return first;
  }

  private void siftUp(int start, ScheduledEvent event) {
    long time = event.timeNanos;
    long sequence = event.sequence;
    int index = start;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (!isBefore(time, sequence, parent)) {
        break;
      }
      move(parent, index);
      index = parent;
    }
    place(index, event);
  }

  private void siftDown(int start, ScheduledEvent event) {
    long time = event.timeNanos;
    long sequence = event.sequence;
    int index = start;
    int firstLeaf = size >>> 1;
    while (index < firstLeaf) {
      int child = 2 * index + 1;
      int right = child + 1;
      if (right < size && isBefore(keys[2 * right], keys[2 * right + 1], child)) {
        child = right;
      }
      if (isBefore(time, sequence, child)) {
        break;
      }
      move(child, index);
      index = child;
    }
    place(index, event);
  }

  private boolean isBefore(long time, long sequence, int other) {
    long otherTime = keys[2 * other];
    return time < otherTime || (time == otherTime && sequence < keys[2 * other + 1]);
  }

  private void move(int from, int to) {
    keys[2 * to] = keys[2 * from];
    keys[2 * to + 1] = keys[2 * from + 1];
    events[to] = events[from];
  }

  private void place(int index, ScheduledEvent event) {
    keys[2 * index] = event.timeNanos;
    keys[2 * index + 1] = event.sequence;
    events[index] = event;
  }

  private void compact() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!at(i).isDead()) {
        move(i, kept++);
      }
    }
    Arrays.fill(events, kept, size, null);
    size = kept;
    dead = 0;
    for (int i = (size >>> 1) - 1; i >= 0; i--) {
      siftDown(i, at(i));
    }
  }

  private void grow() {
    if (size >= maximumSize) {
      throw new IllegalStateException(
          "more than "
              + maximumSize
              + " events are queued: something schedules without end, or raise"
              + " SimulationLimits.maximumQueued");
    }
    int capacity = Math.min(maximumSize, 2 * size);
    events = Arrays.copyOf(events, capacity);
    keys = Arrays.copyOf(keys, 2 * capacity);
  }
}
