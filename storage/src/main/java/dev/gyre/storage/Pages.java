package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.replica.Replica;
import dev.gyre.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * Pages that are being made: the memtables' part of the partitions is put in order, a bounded
 * number of cells in each turn of the node's worker; then the tree is read beside it; then both are
 * merged.
 *
 * <p>A page keeps hold of the two memtables that there were when it was asked for. So a checkpoint
 * that ends in between takes nothing from it: what the tree did not have yet when it was read is in
 * one of these.
 */
final class Pages {
  /** Pages under way; one more is refused as BUSY. */
  private static final int MOST = 64;

  /** Cells put in order in one turn of the node's worker: a few milliseconds. */
  private static final int TURN_CELLS = 8_192;

  /** Told when a page is made, on the node's worker. */
  @FunctionalInterface
  interface Arrival {
    /**
     * The answer, and the highest sequence of a log record that it exposes, 0 for none.
     *
     * @param damaged whether something that was needed for it failed its checksum
     */
    void made(Completion completion, Reply reply, long exposed, boolean damaged);
  }

  /** Told when a page meets a cell that has come to its end. */
  @FunctionalInterface
  interface Expiry {
    /** Stores what is left of the cell as of the time of the read; returns where it is now. */
    Memtable.Entry expire(Request.Read asOf, Cell met);
  }

  /** One page under way. */
  private record Making(
      PartitionRequest.Page request,
      Completion completion,
      Memtable active,
      @Nullable Memtable frozen) {}

  private final StorageWorkers workers;
  private final OpenStore store;
  private final Expiry expiry;
  private final Arrival arrival;
  private int underWay;

  Pages(StorageWorkers workers, OpenStore store, Expiry expiry, Arrival arrival) {
    this.workers = workers;
    this.store = store;
    this.expiry = expiry;
    this.arrival = arrival;
  }

  int underWay() {
    return underWay;
  }

  void start(
      PartitionRequest.Page request,
      Completion completion,
      Memtable active,
      @Nullable Memtable frozen) {
    if (request.partitions().partitions() != store.partitions()) {
      refuse(
          request,
          completion,
          Refusal.INVALID,
          "the store has " + store.partitions() + " partitions");
    } else if (underWay >= MOST) {
      refuse(request, completion, Refusal.BUSY, "the store makes all the pages that it takes");
    } else {
      underWay++;
      order(new Making(request, completion, active, frozen), 0);
    }
  }

  private static void refuse(
      PartitionRequest.Page request, Completion completion, Refusal refusal, String detail) {
    completion.durable(new Reply.Refused(request.id(), refusal, detail));
  }

  private void order(Making page, int from) {
    int left = TURN_CELLS;
    int next = page.request.partitions().next(from);
    while (next >= 0 && left > 0) {
      left -= page.active.order(next);
      left -= page.frozen == null ? 0 : page.frozen.order(next);
      next = page.request.partitions().next(next + 1);
    }
    int rest = next;
    if (rest >= 0) {
      workers.node().schedule(() -> order(page, rest));
    } else {
      workers.reader().schedule(() -> read(page));
    }
  }

  private void read(Making page) {
    TreePage found = TreePage.read(store.tree(), page.request);
    workers.node().schedule(() -> make(page, found));
  }

  private void make(Making page, TreePage found) {
    underWay--;
    Merging merging = found.isDamaged() ? null : new Merging(page, found);
    if (merging == null || !merging.run()) {
      String detail = "a cell or a block of the tree fails its checksum";
      Reply refused = new Reply.Refused(page.request.id(), Refusal.STORAGE_FAILED, detail);
      arrival.made(page.completion, refused, 0, true);
    } else {
      arrival.made(page.completion, merging.rows.end(merging.more), merging.exposed, false);
    }
  }

  /** The memtables over the tree. */
  private final class Merging {
    private final PartitionRequest.Page request;
    private final TreePage found;
    private final MemtableWalk walk;
    private final PageRows rows;

    /** How many of the tree's cells are in the page, or hidden by a memtable's. */
    private int taken;

    private long exposed;
    private boolean more;

    private Merging(Making page, TreePage found) {
      this.request = page.request;
      this.found = found;
      this.walk = new MemtableWalk(request.partitions(), request.range(), page.active, page.frozen);
      this.rows = new PageRows(request);
    }

    /** False when a cell is damaged that the page would have to show. */
    private boolean run() {
      while (true) {
        TreePage.Found inTree = taken < found.cells().size() ? found.cells().get(taken) : null;
        Memtable.Entry changed = nextChanged();
        if (inTree == null && (found.cut() || changed == null)) {
          more = found.cut();
          return true;
        }
        int order = compare(inTree, changed);
        if (order < 0 && inTree != null && inTree.cell() == null) {
          return false;
        }
        if (!add(order < 0 ? null : changed, inTree)) {
          more = true;
          return true;
        }
        taken += order <= 0 ? 1 : 0;
      }
    }

    private Memtable.@Nullable Entry nextChanged() {
      Memtable.Entry entry = walk.entry();
      while (entry != null && !request.wants(entry.key)) {
        walk.advance();
        entry = walk.entry();
      }
      return entry;
    }

    /** Below 0: the tree's is next; 0: both have the key; above: the memtables' is next. */
    private int compare(TreePage.@Nullable Found inTree, Memtable.@Nullable Entry changed) {
      if (inTree == null || changed == null) {
        return inTree == null ? 1 : -1;
      }
      return inTree.key().compareTo(changed.key);
    }

    private boolean add(Memtable.@Nullable Entry changed, TreePage.@Nullable Found inTree) {
      if (changed != null) {
        if (!show(changed.key, changed.cell(), changed.sequence())) {
          return false;
        }
        walk.advance();
        return true;
      }
      Cell cell = inTree == null ? null : inTree.cell();
      return inTree == null || cell == null || show(inTree.key(), cell, 0);
    }

    @SuppressWarnings("ReferenceEquality") // Replica says "unchanged" by the instance.
    private boolean show(Key key, Cell cell, long sequence) {
      long shown = sequence;
      Cell left = cell;
      if (Replica.expired(cell, request.nowMillis()) != cell) {
        Request.Read asOf = new Request.Read(request.id(), key, request.nowMillis());
        Memtable.Entry entry = expiry.expire(asOf, cell);
        left = entry.cell();
        shown = entry.sequence();
      }
      boolean fits = rows.add(key, left);
      exposed = fits ? Math.max(exposed, shown) : exposed;
      return fits;
    }
  }
}
