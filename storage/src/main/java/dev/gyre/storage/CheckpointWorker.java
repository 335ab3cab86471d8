package dev.gyre.storage;

import dev.gyre.storage.LogWorker.DiskStep;
import dev.gyre.storage.life.LifeFile;
import dev.gyre.storage.tree.CellTree;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler.Worker;

/**
 * Writes frozen cells into the tree, one bounded step after the other, each a task of its own:
 *
 * <pre>
 * begin → fill* → compact* → force → name → force the name → record the position → done
 * </pre>
 *
 * <p>Everything but {@link #start} runs on the checkpoint worker.
 */
final class CheckpointWorker {
  private final Worker worker;
  private final Function<DiskStep, Runnable> guard;
  private final CellTree tree;
  private final LifeFile lives;
  private final StorageOptions.Tree options;

  private @Nullable TreeFill fill;
  private long through;
  private LongConsumer done = treeBytes -> {};
  private int compacted;

  /**
   * @param guard makes a task of a step that blocks on the disk
   */
  CheckpointWorker(
      Worker worker,
      Function<DiskStep, Runnable> guard,
      CellTree tree,
      LifeFile lives,
      StorageOptions.Tree options) {
    this.worker = worker;
    this.guard = guard;
    this.tree = tree;
    this.lives = lives;
    this.options = options;
  }

  /**
   * Begins a checkpoint of cells that are durable in the log through a sequence; {@code whenDone}
   * is called on the checkpoint worker with the size of the tree's file. One at a time.
   */
  void start(Supplier<TreeFill> cells, long throughSequence, LongConsumer whenDone) {
    next(
        () -> {
          fill = cells.get();
          through = throughSequence;
          done = whenDone;
          compacted = 0;
          next(this::fill);
        });
  }

  private void next(DiskStep step) {
    worker.schedule(guard.apply(step));
  }

  private void fill() {
    if (fill != null && fill.step()) {
      next(this::fill);
    } else {
      fill = null;
      next(this::compact);
    }
  }

  private void compact() {
    boolean more =
        compacted++ < options.compactSteps()
            && tree.compact(options.compactBelowPercent(), options.stepBytes());
    next(more ? this::compact : this::force);
  }

  private void force() throws IOException {
    tree.force();
    next(this::name);
  }

  private void name() throws IOException {
    tree.nameCommitted(through);
    next(this::forceName);
  }

  private void forceName() throws IOException {
    tree.force();
    tree.settle();
    next(this::record);
  }

  private void record() throws IOException {
    lives.write(lives.life().durableAt(through));
    done.accept(tree.sizeBytes());
  }
}
