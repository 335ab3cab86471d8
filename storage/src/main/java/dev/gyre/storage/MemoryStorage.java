package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.replica.Change;
import dev.gyre.core.replica.Replica;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
    }
  }

  /** A cell and the number of the batch that holds it. */
  private record Held(Cell cell, long batch) {}

  /** Changes of one force, and the replies that wait for it. */
  private static final class Pending {
    private final List<Key> keys = new ArrayList<>();
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

  private CellObserver observer = CellObserver.NONE;
  private Pending collecting = new Pending();

  /** The number of the batch that collects, from 1; all before the one under way are forced. */
  private long batch = 1;

  private @Nullable Pending underWay;
  private boolean sealScheduled;
  private boolean crashed;
  private boolean closing;

  /**
   * @param forceNanos drawn for each force: how long it takes on the log's worker, in nanoseconds
   */
  public MemoryStorage(
      Medium medium, StorageOptions options, StorageWorkers workers, LongSupplier forceNanos) {
    this.medium = medium;
    this.options = options;
    this.workers = workers;
    this.forceNanos = forceNanos;
  }

  /** Tells this one of every request from now on. */
  public void observe(CellObserver who) {
    observer = who;
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
      case Request.OnCell onCell -> applyToCell(onCell, completion);
      case PartitionRequest.Page page -> answerPage(page, completion);
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
      if (page.partitions().contains(key) && page.range().contains(key)) {
        Held held = cells.get(key);
        Cell cell = held == null ? medium.get(key) : held.cell();
        more = !rows.add(key, cell.lane());
        exposed = held == null || more ? exposed : Math.max(exposed, held.batch());
      }
    }
    answer(completion, rows.end(more), exposed);
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
  private void applyToCell(Request.OnCell request, Completion completion) {
    Held held = cells.get(request.key());
    Cell cell = held == null ? medium.get(request.key()) : held.cell();
    Change change = Replica.apply(cell, request, options.cells());
    observer.applied(request.key(), cell, change.cell(), request);
    long exposed = held == null ? 0 : held.batch();
    if (change.cell() != cell) {
      exposed = batch;
      cells.put(request.key(), new Held(change.cell(), batch));
      collecting.keys.add(request.key());
      collecting.cells.add(change.cell());
    }
    answer(completion, change.reply(), exposed);
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
    return collecting.keys.size() + (underWay == null ? 0 : underWay.keys.size());
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
    if (!sealScheduled && underWay == null && !collecting.keys.isEmpty()) {
      sealScheduled = true;
      workers.node().schedule(this::seal);
    }
  }

  private void seal() {
    sealScheduled = false;
    if (crashed || underWay != null || collecting.keys.isEmpty()) {
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
    for (int i = 0; i < sealed.keys.size(); i++) {
      medium.forced.put(sealed.keys.get(i), sealed.cells.get(i));
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
    if (closing && underWay == null && collecting.keys.isEmpty()) {
      closed.tryEmitEmpty();
    }
  }
}
