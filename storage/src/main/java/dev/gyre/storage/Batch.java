package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.Reply;
import dev.gyre.core.wire.Output;
import dev.gyre.storage.log.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one force, and the replies that wait for it. Filled on the node's worker; the log
 * worker's from seal to release, which also encodes it: large values cost the node's worker nothing
 * here.
 */
final class Batch {
  private static final int INITIAL_BYTES = 1 << 14;
  private static final int RETAINED_BYTES = 1 << 20;

  private final Output records = Output.gathering(INITIAL_BYTES);
  private final List<Slot> slots = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();
  private final List<Completion> completions = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private long first;
  private long bytes;

  void add(Slot slot, Cell cell, long sequence) {
    if (slots.isEmpty()) {
      first = sequence;
    }
    slots.add(slot);
    cells.add(cell);
    bytes += LogRecord.sizeBytes(slot, cell);
  }

  void await(Completion completion, Reply reply) {
    completions.add(completion);
    replies.add(reply);
  }

  /** The records, behind room for the group's header: valid until the release. */
  Output encode() {
    records.reset(RETAINED_BYTES);
    for (int i = 0; i < Group.HEADER_BYTES; i += Long.BYTES) {
      records.i64(0);
    }
    for (int i = 0; i < slots.size(); i++) {
      LogRecord.encode(records, slots.get(i), cells.get(i));
    }
    return records;
  }

  /** Tells every waiting reply that what it exposes is durable, in order, and empties the batch. */
  void release() {
    for (int i = 0; i < completions.size(); i++) {
      completions.get(i).durable(replies.get(i));
    }
    completions.clear();
    replies.clear();
    slots.clear();
    cells.clear();
    records.reset(RETAINED_BYTES);
    bytes = 0;
  }

  long first() {
    return first;
  }

  long last() {
    return first + slots.size() - 1;
  }

  int count() {
    return slots.size();
  }

  /** About how long its group is. */
  long bytes() {
    return bytes;
  }

  int waiting() {
    return completions.size();
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }
}
