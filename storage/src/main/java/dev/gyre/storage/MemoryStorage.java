package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.replica.Change;
import dev.gyre.core.replica.Replica;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Cells in memory, with the promises and the crashes of {@link DurableStorage}: what was not forced
 * to the {@link Medium} is lost. The fast stand-in for large campaigns; lives are its owner's
 * business.
 */
public final class MemoryStorage implements Storage {

  /** What survives a crash: give it to the next {@link MemoryStorage}. */
  public static final class Medium {
    private final TreeMap<Key, Cell> forced = new TreeMap<>();

    /** By their keys in the tree of a durable store. */
    private final TreeMap<byte[], Cell> hints = new TreeMap<>(Arrays::compareUnsigned);

    /** {@link Cell#EMPTY} when absent. */
    public Cell get(Key key) {
      return forced.getOrDefault(key, Cell.EMPTY);
    }

    /** Ascending. */
    public List<Key> keys() {
      return List.copyOf(forced.keySet());
    }

    /** A wiped disk. */
    public void clear() {
      forced.clear();
      hints.clear();
    }

    private Cell get(Slot slot) {
      return slot.isHint() ? hints.getOrDefault(TreeKey.of(slot), Cell.EMPTY) : get(slot.key());
    }

    private void put(Slot slot, Cell cell) {
      if (!slot.isHint()) {
        forced.put(slot.key(), cell);
      } else if (cell.isEmpty()) {
        hints.remove(TreeKey.of(slot));
      } else {
        hints.put(TreeKey.of(slot), cell);
      }
    }
  }

  /** A cell and the number of the batch that holds it. */
  private record Held(Cell cell, long batch) {}

  /** Changes of one force, and the replies that wait for it. */
  private static final class Pending {
    private final List<Slot> slots = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<Completion> completions = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
  }

  private final Medium medium;
  private final StorageOptions options;
  private final StorageWorkers workers;
  private final LongSupplier forceNanos;
  private final Sinks.Empty<Void> failure = Sinks.empty();
  private final Sinks.Empty<Void> closed = Sinks.empty();

  /** What has changed in this life, over what the medium has. */
  private final TreeMap<Key, Held> cells = new TreeMap<>();

  /** The same of hints, by their keys in the tree of a durable store. */
  private final TreeMap<byte[], Held> changedHints = new TreeMap<>(Arrays::compareUnsigned);

  private final Hints hints;

  /** Where hints lie: as they are now, and what was forced, as far as it is not changed since. */
  private final List<HintLayer> hintLayers;

  private final Changes changes;
  private Pending collecting = new Pending();

  /** The number of the batch that collects, from 1; all before the one under way are forced. */
  private long batch = 1;

  private @Nullable Pending underWay;
  private boolean sealScheduled;
  private boolean crashed;
  private boolean closing;

  /**
   * @param partitions of the cluster
   * @param forceNanos drawn for each force: how long it takes on the log's worker, in nanoseconds
   */
  public MemoryStorage(
      Medium medium,
      int partitions,
      StorageOptions options,
      StorageWorkers workers,
      LongSupplier forceNanos) {
    this.medium = medium;
    this.options = options;
    this.workers = workers;
    this.forceNanos = forceNanos;
    this.hints = new Hints(options.hints());
    this.changes = new Changes(options.cells(), hints, new HashTrees(partitions, this));
    this.hintLayers =
        List.of(new Layer<>(changedHints, Held::cell), new Layer<>(medium.hints, hint -> hint));
    medium.hints.forEach((treeKey, hint) -> hints.found(TreeKey.hintAt(treeKey), hint));
  }

  private record Layer<T>(TreeMap<byte[], T> hints, Function<T, Cell> cell) implements HintLayer {
    @Override
    public byte @Nullable [] higherKey(byte[] treeKey) {
      return hints.higherKey(treeKey);
    }

    @Override
    public long stampAt(byte[] treeKey) {
      T hint = hints.get(treeKey);
      return hint == null ? ABSENT : HintLayer.stampOf(cell.apply(hint));
    }

    @Override
    public long bytesAt(byte[] treeKey) {
      T hint = hints.get(treeKey);
      return hint == null ? 0 : cell.apply(hint).lane().sizeBytes();
    }
  }

  /** On the node's worker. */
  public HintStatistics hintStatistics() {
    return hints.statistics();
  }

  /** Tells this one of every request from now on. */
  public void observe(CellObserver who) {
    changes.observe(who);
  }

  @Override
  public void apply(Request request, Completion completion) {
    if (crashed) {
      return;
    }
    if (closing) {
      completion.durable(
          new Reply.Refused(request.id(), Refusal.NOT_SERVING, "the store is closing"));
      return;
    }
    if (collecting.replies.size() >= options.log().waitingReplies()) {
      completion.durable(
          new Reply.Refused(request.id(), Refusal.BUSY, "too many replies wait for a force"));
      return;
    }
    switch (request) {
      case Request.OnRecord onRecord -> applyToRecord(onRecord, completion);
      case HintRequest.Overview overview -> completion.durable(hints.look(overview, hintLayers));
      case PartitionRequest.Page page -> answerPage(page, completion);
      case RepairRequest repair -> changes.trees().apply(repair, completion);
    }
  }

  private void answerPage(PartitionRequest.Page page, Completion completion) {
    PageRows rows = new PageRows(page);
    long exposed = 0;
    boolean more = false;
    Iterator<Key> keys = keysFrom(page.range());
    while (keys.hasNext() && !more) {
      Key key = keys.next();
      if (!page.range().prefix().begins(key)) {
        break;
      }
      if (page.partitions().contains(key) && page.range().contains(key) && page.wants(key)) {
        Held held = expire(new Request.Read(page.id(), key, page.nowMillis()));
        Cell cell = held == null ? medium.get(key) : held.cell();
        more = !rows.add(key, cell);
        exposed = held == null || more ? exposed : Math.max(exposed, held.batch());
      }
    }
    answer(completion, rows.end(more), exposed);
  }

  /** What a page shows is stored first, where a value has come to its end. */
  @SuppressWarnings("ReferenceEquality") // Replica says "unchanged" by the instance.
  private @Nullable Held expire(Request.Read asOf) {
    Held held = cells.get(asOf.key());
    Cell cell = held == null ? medium.get(asOf.key()) : held.cell();
    if (Replica.expired(cell, asOf.nowMillis()) != cell) {
      store(Slot.of(asOf), changes.of(cell, asOf).cell());
    }
    return cells.get(asOf.key());
  }

  private void store(Slot slot, Cell cell) {
    put(slot, new Held(cell, batch));
    collecting.slots.add(slot);
    collecting.cells.add(cell);
  }

  /** Each key once, ascending, none left out that may be in the range. */
  private Iterator<Key> keysFrom(KeyRange range) {
    byte[] start = range.start();
    SortedMap<Key, Held> changed = start.length == 0 ? cells : cells.tailMap(Key.of(start));
    SortedMap<Key, Cell> forced =
        start.length == 0 ? medium.forced : medium.forced.tailMap(Key.of(start));
    return new Iterator<>() {
      private final Iterator<Key> left = changed.keySet().iterator();
      private final Iterator<Key> right = forced.keySet().iterator();
      private @Nullable Key nextLeft = advance(left);
      private @Nullable Key nextRight = advance(right);

      @Override
      public boolean hasNext() {
        return nextLeft != null || nextRight != null;
      }

      @Override
      public Key next() {
        Key first = nextLeft;
        Key second = nextRight;
        int order = first == null ? 1 : second == null ? -1 : first.compareTo(second);
        nextLeft = order <= 0 ? advance(left) : first;
        nextRight = order >= 0 ? advance(right) : second;
        return Objects.requireNonNull(order <= 0 ? first : second);
      }
    };
  }

  private static @Nullable Key advance(Iterator<Key> keys) {
    return keys.hasNext() ? keys.next() : null;
  }

  @SuppressWarnings("ReferenceEquality") // Replica says "unchanged" by the instance.
  private void applyToRecord(Request.OnRecord request, Completion completion) {
    Slot slot = Slot.of(request);
    Held held = slot.isHint() ? changedHints.get(TreeKey.of(slot)) : cells.get(slot.key());
    Cell cell = held == null ? medium.get(slot) : held.cell();
    Change change = changes.of(cell, request);
    long exposed = held == null ? 0 : held.batch();
    if (change.cell() != cell) {
      exposed = batch;
      store(slot, change.cell());
    }
    answer(completion, change.reply(), exposed);
  }

  private void put(Slot slot, Held held) {
    if (slot.isHint()) {
      changedHints.put(TreeKey.of(slot), held);
    } else {
      cells.put(slot.key(), held);
    }
  }

  @Override
  public Mono<Void> failure() {
    return failure.asMono();
  }

  @Override
  public Mono<Void> close(long lastSequence) {
    closing = true;
    finish();
    return closed.asMono();
  }

  /** Changes that a crash now would lose. */
  public int unforced() {
    return collecting.slots.size() + (underWay == null ? 0 : underWay.slots.size());
  }

  /** Loses what was not forced; nothing is answered any more. */
  public Medium crash() {
    crashed = true;
    return medium;
  }

  private void answer(Completion completion, Reply reply, long exposed) {
    Reply last = reply instanceof Reply.Minted minted ? new Reply.Stored(minted.id()) : reply;
    boolean waits = exposed == batch || (underWay != null && exposed == batch - 1);
    if (waits) {
      Pending holder = exposed == batch || underWay == null ? collecting : underWay;
      holder.completions.add(completion);
      holder.replies.add(last);
      scheduleSeal();
    }
    if (reply instanceof Reply.Minted minted) {
      completion.applied(minted);
    }
    if (!waits) {
      completion.durable(last);
    }
  }

  private void scheduleSeal() {
    if (!sealScheduled && underWay == null && !collecting.slots.isEmpty()) {
      sealScheduled = true;
      workers.node().schedule(this::seal);
    }
  }

  private void seal() {
    sealScheduled = false;
    if (crashed || underWay != null || collecting.slots.isEmpty()) {
      return;
    }
    Pending sealed = collecting;
    underWay = sealed;
    collecting = new Pending();
    batch++;
    workers.log().schedule(() -> force(sealed), forceNanos.getAsLong(), TimeUnit.NANOSECONDS);
  }

  private void force(Pending sealed) {
    if (crashed) {
      return;
    }
    for (int i = 0; i < sealed.slots.size(); i++) {
      medium.put(sealed.slots.get(i), sealed.cells.get(i));
    }
    workers.node().schedule(() -> release(sealed));
  }

  private void release(Pending sealed) {
    if (crashed) {
      return;
    }
    underWay = null;
    seal();
    for (int i = 0; i < sealed.completions.size(); i++) {
      sealed.completions.get(i).durable(sealed.replies.get(i));
    }
    finish();
  }

  private void finish() {
    if (closing && underWay == null && collecting.slots.isEmpty()) {
      closed.tryEmitEmpty();
    }
  }
}
