package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Storage;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.replica.Change;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.storage.life.NewDirectory;
import dev.gyre.storage.life.Ownership;
import dev.gyre.storage.tree.CellTree;
import java.io.IOException;
import java.util.Objects;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Cells and hints that survive: applied on the node's worker, acknowledged by the log, checkpointed
 * into the tree.
 *
 * <p>A cell is looked up in the memtable, then in the one under checkpoint, then in the tree. A
 * change goes into the memtable and the collecting batch; the log's worker writes and forces one
 * batch while the next collects; then its replies leave. A reply that exposes a cell which is not
 * durable yet waits for the batch that holds it. See {@code docs/STORAGE.md}.
 *
 * <p>After a failed write or force, and after {@link #close} was called, nothing changes any more.
 */
public final class DurableStorage implements Storage {
  /** The sequence of cells that come from the tree: always durable. */
  private static final long IN_TREE = 0;

  private final StorageOptions options;
  private final StorageWorkers workers;
  private final OpenStore store;
  private final LogWorker log;
  private final CheckpointWorker checkpoints;
  private final Runnable sealTask = this::seal;
  private final Sinks.Empty<Void> failure = Sinks.empty();
  private final Sinks.Empty<Void> closed = Sinks.empty();
  private final Counters counters = new Counters();

  private final LargeReads reads;
  private final StoredHints hints;
  private final Changes changes;
  private final Pages pages;
  private final BatchQueue batches;
  private Memtable active;
  private boolean sealScheduled;

  /** Under checkpoint, or about to be: never written to. */
  private @Nullable Memtable frozen;

  /** The last sequence in {@link #frozen}: its checkpoint begins once that is durable. */
  private long frozenThrough;

  private boolean checkpointing;

  /** The log through this is in the tree that the newest superblock names. */
  private long checkpointed;

  private long logBytesSinceFreeze;
  private long lastSequence;
  private long durable;
  private boolean failed;
  private boolean closing;
  private long closingSequence;

  DurableStorage(StorageOptions options, StorageWorkers workers, OpenStore store) {
    this.options = options;
    this.workers = workers;
    this.store = store;
    this.log =
        new LogWorker(
            workers, store.log().writer(), store.log().supply(), this::released, this::fail);
    this.checkpoints =
        new CheckpointWorker(
            workers.checkpoint(), log::guarded, store.tree(), store.lives(), options.tree());
    this.reads = new LargeReads(workers, store.tree());
    this.pages = new Pages(workers, store, this::expire, this::made);
    this.batches = new BatchQueue(options.log().segmentBytes());
    this.active = store.recovered();
    this.hints = new StoredHints(options.hints(), store.tree(), active);
    this.changes =
        new Changes(options.cells(), hints.hints(), new HashTrees(store.partitions(), this));
    this.lastSequence = store.lastSequence();
    this.durable = store.lastSequence();
    this.checkpointed = store.tree().applied();
  }

  /**
   * Opens a directory, making a new store where there is none. Blocks on the disk; nothing is
   * scheduled before the first {@link #apply}.
   */
  public static OpenResult open(
      StorageOptions options,
      Disk disk,
      StorageWorkers workers,
      Ownership owner,
      NewDirectory fresh) {
    return Opening.open(options, disk, workers, owner, fresh);
  }

  /** The same, for a node without peers that remember it. */
  public static OpenResult open(
      StorageOptions options, Disk disk, StorageWorkers workers, Ownership owner) {
    return open(options, disk, workers, owner, NewDirectory.ALONE);
  }

  @Override
  public void apply(Request request, Completion completion) {
    if (failed) {
      return;
    }
    if (closing) {
      refuse(request, completion, Refusal.NOT_SERVING, "the store is closing");
      return;
    }
    if (isBusy(request)) {
      counters.busy++;
      refuse(request, completion, Refusal.BUSY, "the store has all the bytes in flight it takes");
      return;
    }
    switch (request) {
      case Request.OnRecord onRecord -> applyToRecord(onRecord, completion);
      case HintRequest.Overview overview ->
          completion.durable(hints.look(overview, active, frozen));
      case PartitionRequest.Page page -> pages.start(page, completion, active, frozen);
      case RepairRequest repair -> changes.trees().apply(repair, completion);
    }
  }

  private void made(Completion completion, Reply reply, long exposed, boolean damaged) {
    if (!failed) {
      counters.corruptCells += damaged ? 1 : 0;
      answer(completion, reply, exposed, null);
      proceed();
    }
  }

  private void applyToRecord(Request.OnRecord request, Completion completion) {
    if (reads.queues(request, completion)) {
      return;
    }
    Memtable.Entry entry = find(Slot.of(request));
    if (entry != null) {
      apply(request, completion, entry.cell(), entry.sequence());
    } else {
      applyFromTree(request, completion);
    }
  }

  private void applyFromTree(Request.OnRecord request, Completion completion) {
    try {
      byte[] treeKey = TreeKey.of(Slot.of(request), store.partitions());
      byte[] value = store.tree().get(treeKey);
      if (value != null && CellTree.largeBytes(value) > 0) {
        reads.start(treeKey, value, request, completion, this::applyLarge);
      } else {
        applyRead(request, completion, value == null ? Cell.EMPTY : CellCodec.decode(value));
      }
    } catch (MVStoreException | MalformedException damaged) {
      applyRead(request, completion, null);
    }
  }

  /**
   * A large cell is here: runs what waited for it. The first that changes it makes the rest see.
   */
  private void applyLarge(Slot slot, @Nullable Cell cell) {
    if (failed) {
      return;
    }
    LargeReads.Waiting next = reads.next(slot);
    while (next != null) {
      Memtable.Entry changed = find(slot);
      if (changed != null) {
        apply(next.request(), next.completion(), changed.cell(), changed.sequence());
      } else {
        applyRead(next.request(), next.completion(), cell);
      }
      next = reads.next(slot);
    }
    proceed();
  }

  /** {@code cell} is as the tree has it, null when that is damaged. */
  private void applyRead(Request.OnRecord request, Completion completion, @Nullable Cell cell) {
    counters.corruptCells += cell == null ? 1 : 0;
    if (cell != null) {
      apply(request, completion, cell, IN_TREE);
    } else if (request instanceof HintRequest.OnHint) {
      apply(request, completion, Hints.DAMAGED, IN_TREE);
    } else {
      refuse(request, completion, Refusal.STORAGE_FAILED, "the cell fails its checksum");
    }
  }

  @Override
  public Mono<Void> failure() {
    return failure.asMono();
  }

  @Override
  public Mono<Void> close(long lastRequestSequence) {
    if (!closing) {
      closing = true;
      closingSequence = lastRequestSequence;
      proceed();
    }
    return closed.asMono();
  }

  public void observe(CellObserver who) {
    changes.observe(who);
  }

  /** On the node's worker. */
  public HintStatistics hintStatistics() {
    return hints.hints().statistics();
  }

  /** On the node's worker. */
  public StorageStatistics statistics() {
    return counters.snapshot(
        active.bytes() + (frozen == null ? 0 : frozen.bytes()), reads.requests());
  }

  @SuppressWarnings("ReferenceEquality") // Replica says "unchanged" by the instance.
  private void apply(Request.OnRecord request, Completion completion, Cell cell, long sequence) {
    Change change = changes.of(cell, request);
    long exposed = change.cell() == cell ? sequence : store(Slot.of(request), change.cell());
    Reply.Minted minted = change.reply() instanceof Reply.Minted told ? told : null;
    Reply last = minted == null ? change.reply() : new Reply.Stored(minted.id());
    answer(completion, last, exposed, minted);
  }

  private long store(Slot slot, Cell cell) {
    long sequence = ++lastSequence;
    active.put(slot, cell, sequence);
    batches.add(slot, cell, sequence);
    return sequence;
  }

  /** Of what is there now: the page may have met an older state. */
  @SuppressWarnings("ReferenceEquality") // Replica says "unchanged" by the instance.
  private Memtable.Entry expire(Request.Read asOf, Cell met) {
    Slot slot = Slot.of(asOf);
    Memtable.Entry current = find(slot);
    Cell cell = current == null ? met : current.cell();
    Cell left = changes.of(cell, asOf).cell();
    if (left != cell) {
      store(slot, left);
    }
    return Objects.requireNonNull(find(slot));
  }

  /** Answers at once or enqueues first: the completion may call {@link #apply} again. */
  private void answer(
      Completion completion, Reply reply, long exposed, Reply.@Nullable Minted minted) {
    boolean waits = exposed > durable;
    if (waits) {
      batches.holding(exposed).await(completion, reply);
      scheduleSeal();
    }
    if (minted != null) {
      completion.applied(minted);
    }
    if (!waits) {
      completion.durable(reply);
    }
  }

  private static void refuse(
      Request request, Completion completion, Refusal refusal, String detail) {
    completion.durable(new Reply.Refused(request.id(), refusal, detail));
  }

  private boolean isBusy(Request request) {
    if (batches.waitingReplies() + reads.requests() >= options.log().waitingReplies()
        || reads.bytes() >= options.memory().maxBytes()) {
      return true;
    }
    if (Changes.isNone(request)) {
      return false;
    }
    long memory = active.bytes() + (frozen == null ? 0 : frozen.bytes());
    return batches.bytes() >= options.log().batchBytes() || memory >= options.memory().maxBytes();
  }

  private Memtable.@Nullable Entry find(Slot slot) {
    Memtable.Entry entry = active.get(slot);
    return entry != null || frozen == null ? entry : frozen.get(slot);
  }

  /** Once per turn of the node's worker, so that what one turn brings shares a force. */
  private void scheduleSeal() {
    if (!sealScheduled && !batches.isUnderWay() && !batches.isEmpty()) {
      sealScheduled = true;
      workers.node().schedule(sealTask);
    }
  }

  private void seal() {
    sealScheduled = false;
    Batch batch = failed ? null : batches.seal();
    if (batch == null) {
      return;
    }
    logBytesSinceFreeze += batch.bytes();
    counters.sealed(batch);
    if (wantsCheckpoint()) {
      freeze(lastSequence);
    }
    log.submit(batch);
  }

  /** The batch under way is durable: the log goes on with the next before its replies leave. */
  private void released() {
    if (failed) {
      return;
    }
    Batch batch = batches.arrived();
    durable = batch.last();
    counters.forces++;
    seal();
    batch.release();
    batches.reuse(batch);
    proceed();
  }

  private boolean wantsCheckpoint() {
    return frozen == null
        && (active.bytes() >= options.memory().checkpointBytes()
            || logBytesSinceFreeze >= options.log().checkpointBytes());
  }

  private void freeze(long through) {
    frozen = active;
    frozenThrough = through;
    active = new Memtable(store.partitions());
    logBytesSinceFreeze = 0;
  }

  /** Begins what has become possible: a checkpoint, or the next step of closing. */
  private void proceed() {
    if (failed || checkpointing) {
      return;
    }
    boolean drained =
        !batches.isUnderWay() && batches.isEmpty() && reads.isEmpty() && pages.underWay() == 0;
    if (closing && drained && frozen == null && !active.isEmpty()) {
      freeze(durable);
    }
    Memtable cells = frozen;
    if (cells != null && durable >= frozenThrough) {
      checkpointing = true;
      checkpoints.start(
          () -> new TreeFill(store.tree(), cells, options.tree(), store.partitions()),
          frozenThrough,
          treeBytes -> workers.node().schedule(() -> checkpointed(treeBytes)));
    } else if (closing && drained && frozen == null) {
      checkpointing = true;
      log.close(this::closeFiles);
    }
  }

  private void checkpointed(long treeBytes) {
    if (failed) {
      return;
    }
    log.release(checkpointed);
    checkpointed = frozenThrough;
    frozen = null;
    checkpointing = false;
    counters.checkpointed(treeBytes);
    proceed();
  }

  /** On the checkpoint worker, after everything else. */
  private void closeFiles() throws IOException {
    store.closeCleanly(closingSequence, durable);
    workers.node().schedule(closed::tryEmitEmpty);
  }

  private void fail(Throwable cause) {
    if (!failed) {
      failed = true;
      failure.tryEmitError(cause);
      closed.tryEmitError(cause);
    }
  }
}
