package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongRequest;
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
 * wait for them: all of a record, so that they run in the order in which they came. While a cell is
 * read nobody changes it.
 */
final class LargeReads {

  /** A request that waits for its cell. */
  record Waiting(Request.OnRecord request, Completion completion) {}

  /** Told when a cell is here; null when it, or a block on the way to it, fails its checksum. */
  @FunctionalInterface
  interface Arrival {
    void read(Slot slot, @Nullable Cell cell);
  }

  private final StorageWorkers workers;
  private final CellTree tree;

  /** By record: what waits for it. Never iterated. */
  private final HashMap<Slot, Deque<Waiting>> waiting = new HashMap<>();

  private int requests;

  /** Of the cells that are being read, and about those of the requests. */
  private long bytes;

  LargeReads(StorageWorkers workers, CellTree tree) {
    this.workers = workers;
    this.tree = tree;
  }

  /** Whether the request has to wait behind others of its record; then it does. */
  boolean queues(Request.OnRecord request, Completion completion) {
    Deque<Waiting> others = waiting.get(Slot.of(request));
    if (others != null) {
      enqueue(others, request, completion);
    }
    return others != null;
  }

  /** Reads the cell that a value of the tree refers to, for a request of that record. */
  void start(
      byte[] treeKey,
      byte[] reference,
      Request.OnRecord request,
      Completion completion,
      Arrival arrival) {
    Slot slot = Slot.of(request);
    int length = CellTree.largeBytes(reference);
    bytes += length;
    Deque<Waiting> first = new ArrayDeque<>();
    waiting.put(slot, first);
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
                        arrival.read(slot, cell);
                      });
            });
  }

  /** The next request of a record that is here; null after the last one. */
  @Nullable Waiting next(Slot slot) {
    Deque<Waiting> all = waiting.get(slot);
    Waiting first = all == null ? null : all.pollFirst();
    if (first == null) {
      waiting.remove(slot);
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

  private void enqueue(Deque<Waiting> line, Request.OnRecord request, Completion completion) {
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

  private static long sizeBytes(Request.OnRecord request) {
    return switch (request) {
      case Request.Read read -> 0;
      case Request.ReadDigest read -> 0;
      case Request.Merge merge -> merge.lane().sizeBytes();
      case Request.Mint mint -> mint.content().length();
      case HintRequest.Keep keep -> keep.lane().sizeBytes();
      case HintRequest.Mint mint -> mint.mint().content().length();
      case HintRequest.Take take -> 0;
      case HintRequest.Release release -> release.lane().sizeBytes();
      case StrongRequest.Accept accept -> accept.proposal().state().sizeBytes();
      case StrongRequest.Propose propose -> 0;
      case StrongRequest.Survey survey -> 0;
      case StrongRequest.Prepare prepare -> 0;
      case StrongRequest.Learn learn -> 0;
    };
  }
}
