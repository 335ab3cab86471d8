package dev.gyre.storage;

import dev.gyre.storage.log.LogWriter;
import dev.gyre.storage.log.Segment;
import dev.gyre.storage.log.SegmentSupply;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and forces batches on the log's worker, and keeps a segment ready on the checkpoint's.
 *
 * <p>Writing and forcing are two tasks, so that a simulated crash can fall between them. At most
 * one batch is under way: the next collects meanwhile.
 */
final class LogWorker {

  /** A step that blocks on the disk. */
  @FunctionalInterface
  interface DiskStep {
    void run() throws IOException;
  }

  private final StorageWorkers workers;
  private final LogWriter writer;
  private final SegmentSupply supply;
  private final Runnable durable;
  private final Consumer<Throwable> failed;

  private final Runnable writeTask = guarded(this::write);
  private final Runnable forceTask = guarded(this::force);

  /** The batch under way: set on the node's worker before the task that reads it. */
  private @Nullable Batch submitted;

  /** Log worker's: whether a spare segment is being made. */
  private boolean preparing;

  /** Log worker's: whether the log is closed. */
  private boolean closed;

  /** Checkpoint worker's: whether the supply is closed. */
  private boolean supplyClosed;

  /**
   * @param durable called on the node's worker when the submitted batch is durable
   * @param failed called on the node's worker when the disk failed
   */
  LogWorker(
      StorageWorkers workers,
      LogWriter writer,
      SegmentSupply supply,
      Runnable durable,
      Consumer<Throwable> failed) {
    this.workers = workers;
    this.writer = writer;
    this.supply = supply;
    this.durable = durable;
    this.failed = failed;
  }

  /** From the node's worker, when no batch is under way. */
  void submit(Batch batch) {
    submitted = batch;
    workers.log().schedule(writeTask);
  }

  /** Lets go of what lies before {@code sequence}: two checkpoints hold it. */
  void release(long sequence) {
    workers
        .log()
        .schedule(
            () -> {
              List<Segment> released = writer.release(sequence);
              if (!released.isEmpty()) {
                workers.checkpoint().schedule(guarded(() -> giveBack(released)));
              }
            });
  }

  /** Closes the files, then runs {@code next} on the checkpoint worker. */
  void close(DiskStep next) {
    workers
        .log()
        .schedule(
            guarded(
                () -> {
                  closed = true;
                  writer.close();
                  workers
                      .checkpoint()
                      .schedule(
                          guarded(
                              () -> {
                                supplyClosed = true;
                                supply.close();
                                next.run();
                              }));
                }));
  }

  /** Runs a step; whatever it throws ends the store. An error is the host's to see as well. */
  Runnable guarded(DiskStep step) {
    return () -> {
      try {
        step.run();
      } catch (IOException | RuntimeException failure) {
        workers.node().schedule(() -> failed.accept(failure));
      } catch (Error failure) {
        workers.node().schedule(() -> failed.accept(failure));
        throw failure;
      }
    };
  }

  private void write() throws IOException {
    Batch batch = current();
    writer.write(batch.encode(), batch.first(), batch.count());
    workers.log().schedule(forceTask);
  }

  private void force() throws IOException {
    writer.force();
    workers.node().schedule(durable);
    if (!preparing && writer.wantsSpare()) {
      preparing = true;
      workers.checkpoint().schedule(guarded(() -> prepare(supply.prepare())));
    }
  }

  private void prepare(SegmentSupply.Preparation preparation) throws IOException {
    if (supplyClosed) {
      preparation.abandon();
      return;
    }
    Segment spare = preparation.step();
    if (spare == null) {
      workers.checkpoint().schedule(guarded(() -> prepare(preparation)));
    } else {
      workers.log().schedule(guarded(() -> prepared(spare)));
    }
  }

  private void prepared(Segment spare) throws IOException {
    preparing = false;
    if (closed) {
      spare.file().close();
    } else {
      writer.addSpare(spare);
    }
  }

  private void giveBack(List<Segment> released) throws IOException {
    for (Segment segment : released) {
      if (supplyClosed) {
        segment.file().close();
      } else {
        supply.release(segment);
      }
    }
  }

  private Batch current() {
    if (submitted == null) {
      throw new IllegalStateException("no batch is under way");
    }
    return submitted;
  }
}
