package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.Key;
import dev.gyre.core.wire.Output;
import dev.gyre.storage.log.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one force, and the replies that wait for it. Filled on the node's worker; its
 * bytes are the log worker's from seal to release.
 */
final class Batch {
  private static final int INITIAL_BYTES = 1 << 14;
  private static final int RETAINED_BYTES = 1 << 20;

  private final Output records = new Output(INITIAL_BYTES);
  private final List<Completion> completions = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private long first;
  private int count;

  Batch() {
    reserveHeader();
  }

  void add(Key key, Cell cell, long sequence) {
    if (count == 0) {
      first = sequence;
    }
    LogRecord.encode(records, key, cell);
    count++;
  }

  void await(Completion completion, Reply reply) {
    completions.add(completion);
    replies.add(reply);
  }

  /** Tells every waiting reply that what it exposes is durable, in order, and empties the batch. */
  void release() {
    for (int i = 0; i < completions.size(); i++) {
      completions.get(i).durable(replies.get(i));
    }
    completions.clear();
    replies.clear();
    records.reset(RETAINED_BYTES);
    reserveHeader();
    count = 0;
  }

  Output records() {
    return records;
  }

  long first() {
    return first;
  }

  long last() {
    return first + count - 1;
  }

  int count() {
    return count;
  }

  int bytes() {
    return records.length();
  }

  int waiting() {
    return completions.size();
  }

  boolean isEmpty() {
    return count == 0;
  }

  private void reserveHeader() {
    for (int i = 0; i < Group.HEADER_BYTES; i += Long.BYTES) {
      records.i64(0);
    }
  }
}
