package dev.gyre.storage;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.Lock;
import dev.gyre.core.wire.Input;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.storage.life.Life;
import dev.gyre.storage.life.LifeFile;
import dev.gyre.storage.log.Group;
import dev.gyre.storage.log.LogHistory;
import dev.gyre.storage.log.LogHistory.Gap;
import dev.gyre.storage.tree.CellTree;
import dev.gyre.storage.tree.DamagedTreeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the store together again: the tree that its superblock names, then the log after it. Notes
 * whatever is missing that was durable once; begins a new life unless the last one ended in order.
 */
final class Recovery {
  /** Where a tree that cannot be read is kept. */
  private static final String DAMAGED_TREE = "tree.damaged";

  private final StorageOptions options;
  private final Disk disk;
  private final LifeFile lives;
  private final int partitions;
  private final int firstLife;

  /** From this start on the directory may take the place of another: never in a life before. */
  private final boolean newlyAccepted;

  private final Memtable cells;
  private final List<String> notes = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private final Life former;
  private final CellTree tree;
  private final LogHistory history;
  private final LogHistory.Log log;
  private final long lastSequence;
  private long replayed;

  private Recovery(StorageOptions options, Disk disk, LifeFile lives, int partitions, int firstLife)
      throws IOException {
    this.firstLife = firstLife;
    this.options = options;
    this.disk = disk;
    this.lives = lives;
    this.partitions = partitions;
    this.cells = new Memtable(partitions);
    this.former = lives.life().accepting(options.acceptLostData());
    this.newlyAccepted = former.accepted() && !lives.life().accepted();
    this.tree = openTree();
    this.history = LogHistory.read(disk);
    replay();
    this.lastSequence = Math.max(tree.applied(), history.last());
    judge();
    int next = nextLife();
    boolean lost = !losses.isEmpty();
    if (lost) {
      // Before the log is touched: what shows the loss may be gone afterwards.
      lives.write(former.begun(next, true));
    }
    this.log = history.open(next, options.log().segmentBytes(), lastSequence);
    lives.write(former.begun(next, lost && !options.acceptLostData()).durableAt(lastSequence));
    if (lost) {
      makeGood();
    }
  }

  static Recovery run(
      StorageOptions options, Disk disk, LifeFile lives, int partitions, int firstLife)
      throws IOException {
    return new Recovery(options, disk, lives, partitions, firstLife);
  }

  OpenStore store(Lock lock) {
    return new OpenStore(
        lock, tree, lives, log, new OpenStore.Recovered(cells, lastSequence, partitions));
  }

  int life() {
    return lives.life().number();
  }

  long lastSequence() {
    return continues() ? former.lastSequence() : 0;
  }

  StartReport report() {
    if (!losses.isEmpty()) {
      return new StartReport(new Verdict.LostData(String.join("; ", losses)), notes);
    }
    if (former.number() == 0) {
      return new StartReport(new Verdict.Fresh(), notes);
    }
    return new StartReport(
        continues() ? new Verdict.Clean() : new Verdict.Recovered(replayed, history.isTorn()),
        notes);
  }

  private CellTree openTree() throws IOException {
    int cache = options.tree().cacheMegabytes();
    if (disk.list().contains(CellTree.FILE)) {
      try {
        CellTree opened = CellTree.open(disk, cache);
        for (String damage : opened.damage()) {
          notes.add("the tree: " + damage);
        }
        return opened;
      } catch (DamagedTreeException damaged) {
        notes.add("the tree cannot be read (" + damaged.getMessage() + "): kept aside");
        disk.rename(CellTree.FILE, DAMAGED_TREE);
      }
    } else {
      notes.add("the file \"tree\" is missing: made a new one");
    }
    CellTree.create(disk);
    disk.forceDirectory();
    return CellTree.open(disk, cache);
  }

  private void replay() throws IOException {
    for (Gap gap : history.replay(tree.applied(), this::replay)) {
      losses.add("log records " + gap.first() + " to " + gap.last() + " are missing or damaged");
    }
  }

  private void replay(Group group, byte[] bytes, int payloadOffset) {
    Input in = new Input(bytes, payloadOffset, group.payloadBytes());
    try {
      for (long sequence = group.first(); sequence <= group.last(); sequence++) {
        LogRecord record = LogRecord.decode(in, bytes);
        if (sequence > tree.applied()) {
          cells.put(record.slot(), record.cell(), sequence);
          replayed++;
        }
      }
    } catch (MalformedException | IllegalArgumentException damaged) {
      losses.add("log records up to " + group.last() + " are damaged: " + damaged.getMessage());
    }
  }

  /** What was known to be durable must be here. */
  private void judge() {
    if (lastSequence < former.durable()) {
      losses.add(
          "the store ends at log record "
              + lastSequence
              + ", but "
              + former.durable()
              + " was durable");
    }
    if (history.isRotten()) {
      losses.add("the log's last group is damaged, and it had been written completely");
    }
    if (history.highestLife() > former.number()) {
      losses.add(
          "the file \"life\" is older than the log: life " + history.highestLife() + " was used");
    }
    if (former.lost()) {
      losses.add("a former start found data missing, and nobody has accepted that");
    }
    if (lives.isDamaged()) {
      notes.add("a slot of the file \"life\" was unreadable: skipped a life");
    }
  }

  private boolean continues() {
    return former.clean() && losses.isEmpty() && !lives.isDamaged() && !newlyAccepted;
  }

  private int nextLife() {
    if (continues()) {
      return former.number();
    }
    int next = Math.max(former.number(), history.highestLife()) + (lives.isDamaged() ? 2 : 1);
    return former.number() == 0 ? Math.max(next, firstLife) : next;
  }

  /** What is missing must be missing only once: from here on the tree stands for it. */
  private void makeGood() throws IOException {
    TreeFill fill = new TreeFill(tree, cells, options.tree(), partitions);
    while (fill.step()) {
      // Each step is bounded; nobody waits for this thread yet.
    }
    tree.force();
    tree.nameCommitted(lastSequence);
    tree.force();
    tree.settle();
  }
}
