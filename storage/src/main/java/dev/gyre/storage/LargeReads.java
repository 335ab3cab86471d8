package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.storage.tree.CellTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Large cells that are being read from the tree beside the node's worker, and the requests that
 * wait for them: all of a key, so that they run in the order in which they came. While a cell is
 * read nobody changes it.
 */
final class LargeReads {

  /** A request that waits for its cell. */
  record Waiting(Request.OnCell request, Completion completion) {}

  /** Told when a cell is here; null when it, or a block on the way to it, fails its checksum. */
  @FunctionalInterface
  interface Arrival {
    void read(Key key, @Nullable Cell cell);
  }

  private final StorageWorkers workers;
  private final CellTree tree;

  /** By key: what waits for its cell. Never iterated. */
  private final HashMap<Key, Deque<Waiting>> waiting = new HashMap<>();

  private int requests;

  /** Of the cells that are being read, and about those of the requests. */
  private long bytes;

  LargeReads(StorageWorkers workers, CellTree tree) {
    this.workers = workers;
    this.tree = tree;
  }

  /** Whether the request has to wait behind others of its key; then it does. */
  boolean queues(Request.OnCell request, Completion completion) {
    Deque<Waiting> others = waiting.get(request.key());
    if (others != null) {
      enqueue(others, request, completion);
    }
    return others != null;
  }

  /** Reads the cell that a value of the tree refers to, for a request of its key. */
  void start(
      byte[] treeKey,
      byte[] reference,
      Request.OnCell request,
      Completion completion,
      Arrival arrival) {
    Key key = request.key();
    int length = CellTree.largeBytes(reference);
    bytes += length;
    Deque<Waiting> first = new ArrayDeque<>();
    waiting.put(key, first);
    enqueue(first, request, completion);
    workers
        .reader()
        .schedule(
            () -> {
              Cell cell = read(treeKey, reference);
              workers
                  .node()
                  .schedule(
                      () -> {
                        bytes -= length;
                        arrival.read(key, cell);
                      });
            });
  }

  /** The next request of a key whose cell is here; null after the last one. */
  @Nullable Waiting next(Key key) {
    Deque<Waiting> all = waiting.get(key);
    Waiting first = all == null ? null : all.pollFirst();
    if (first == null) {
      waiting.remove(key);
    } else {
      requests--;
      bytes -= sizeBytes(first.request);
    }
    return first;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int requests() {
    return requests;
  }

  long bytes() {
    return bytes;
  }

  private void enqueue(Deque<Waiting> line, Request.OnCell request, Completion completion) {
    line.addLast(new Waiting(request, completion));
    requests++;
    bytes += sizeBytes(request);
  }

  private @Nullable Cell read(byte[] treeKey, byte[] reference) {
    try {
      byte[] cell = tree.readLarge(treeKey, reference);
      return cell == null ? null : CellCodec.decode(cell);
    } catch (MVStoreException | MalformedException damaged) {
      return null;
    }
  }

  private static long sizeBytes(Request.OnCell request) {
    return switch (request) {
      case Request.Read read -> 0;
      case Request.ReadDigest read -> 0;
      case Request.Merge merge -> merge.lane().sizeBytes();
      case Request.Mint mint -> mint.content().length();
    };
  }
}
