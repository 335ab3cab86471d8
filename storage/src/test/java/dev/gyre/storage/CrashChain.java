package dev.gyre.storage;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.CrashOutcome;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.DiskWatch;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.storage.OpenResult.Opened;
import dev.gyre.storage.life.Ownership;
import dev.gyre.storage.tree.CellTree;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One disk and many lives of a store on it, each ended by a power cut or in order. After each
 * opening everything acknowledged must be there, and nothing that was never asked for.
 */
final class CrashChain {
  static final Ownership OWNER = new Ownership(new ClusterId(3, 4), NodeId.of(Requests.NODE), 16);

  /** Small enough that a few dozen writes roll segments, begin checkpoints and compact. */
  static final StorageOptions OPTIONS =
      new StorageOptions(
          CellLimits.DEFAULT,
          new StorageOptions.Log(4096, 4096, 64, 5_000),
          new StorageOptions.Memory(3_000, 400_000),
          new StorageOptions.Tree(1, 4, 2_000, 70, 4, 300),
          false);

  private static final int KEYS = 40;

  private final Randomness random;
  final SimDisk disk;
  final WriteHistory history = new WriteHistory();
  final TaskQueue tasks = new TaskQueue();
  private final Map<Key, Lane> current = new TreeMap<>();
  private int highestLife;
  private boolean closeAsked;
  private long checkpoints;

  CrashChain(Seed seed) {
    this.random = seed.fork("workload").randomness();
    this.disk = new SimDisk(seed.fork("disk"), DiskOptions.DEFAULT, nanos -> {});
  }

  /** Lives until the power fails or {@code steps} requests are made; then the power fails. */
  CrashOutcome live(PowerCut cut, int steps, CrashMode mode) {
    try {
      disk.watch(cut);
      DurableStorage storage = open(cut);
      if (storage != null) {
        disk.watch(DiskWatch.NONE);
        settle(storage);
        disk.watch(cut);
        work(storage, steps, cut);
        checkpoints += storage.statistics().checkpoints();
      }
    } catch (Error | RuntimeException failure) {
      if (!cut.isOver()) {
        throw failure;
      }
    }
    tasks.discard();
    disk.watch(DiskWatch.NONE);
    return disk.crash(mode, random);
  }

  long checkpoints() {
    return checkpoints;
  }

  /** How a store shows that bits have rotted under it. */
  enum Rot {
    /** Nothing is missing. */
    HARMLESS,
    /** It does not open. */
    NOT_OPENED,
    /** It opens and says that data is lost. */
    SAID_LOST,
    /** It opens, and a read is refused because of a checksum. */
    READ_REFUSED
  }

  /**
   * Opens after bits were flipped: what is shown was once there, and what is missing is reported.
   */
  Rot openRotten() {
    OpenResult result = DurableStorage.open(OPTIONS, new SimDiskPort(disk), tasks.workers(), OWNER);
    if (!(result instanceof Opened opened)) {
      return Rot.NOT_OPENED;
    }
    Map<Key, Lane> shown = new TreeMap<>();
    boolean refused = false;
    for (Key key : history.keys()) {
      Recorder recorder = new Recorder();
      opened.storage().apply(new Requests(opened.life()).read(key), recorder);
      await(recorder);
      if (recorder.reply() instanceof Reply.Found found) {
        require(history.everWas(key, found.lane()), key + " was never " + found.lane());
        shown.put(key, found.lane());
      } else {
        require(recorder.refused().refusal() == Refusal.STORAGE_FAILED, recorder.reply());
        refused = true;
      }
    }
    boolean sameLife = opened.report().verdict() instanceof Verdict.Clean;
    require(opened.life() > highestLife || (sameLife && opened.life() == highestLife), "a life");
    if (refused) {
      return Rot.READ_REFUSED;
    }
    if (opened.report().verdict() instanceof Verdict.LostData) {
      return Rot.SAID_LOST;
    }
    history.settle(shown);
    return Rot.HARMLESS;
  }

  /** A large cell is read beside the node. */
  private void await(Recorder recorder) {
    while (!recorder.isDurable() && tasks.runOne()) {
      // The condition is the work.
    }
  }

  private static void require(boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** Null when the power failed meanwhile. */
  private @Nullable DurableStorage open(PowerCut cut) {
    OpenResult result = DurableStorage.open(OPTIONS, new SimDiskPort(disk), tasks.workers(), OWNER);
    if (cut.isOver()) {
      return null;
    }
    if (!(result instanceof Opened opened)) {
      throw new AssertionError("not opened: " + result);
    }
    Verdict verdict = opened.report().verdict();
    boolean sameLife = verdict instanceof Verdict.Clean && closeAsked;
    if (verdict instanceof Verdict.LostData
        || (!sameLife && opened.life() <= highestLife)
        || (sameLife && opened.life() != highestLife)) {
      throw new AssertionError(
          opened.report() + " in life " + opened.life() + " after " + highestLife);
    }
    for (String note : opened.report().notes()) {
      require(!note.contains(CellTree.NAMES), note);
    }
    closeAsked = false;
    highestLife = opened.life();
    return opened.storage();
  }

  /** Reads everything back. */
  private void settle(DurableStorage storage) {
    Map<Key, Lane> shown = new TreeMap<>();
    for (Key key : history.keys()) {
      Recorder recorder = new Recorder();
      storage.apply(new Requests(highestLife).read(key), recorder);
      await(recorder);
      shown.put(key, recorder.found().lane());
    }
    history.settle(shown);
    current.clear();
    current.putAll(shown);
  }

  private void work(DurableStorage storage, int steps, PowerCut cut) {
    Requests requests = new Requests(highestLife);
    for (int i = 0; i < steps && !cut.isOver(); i++) {
      request(storage, requests, cut);
      for (int task = random.nextInt(10); task > 0 && !cut.isOver(); task--) {
        tasks.runOne();
      }
    }
    if (!cut.isOver() && random.chance(0.3)) {
      closeAsked = true;
      storage.close(1).subscribe(nothing -> {}, failure -> {});
    }
    while (!cut.isOver() && random.chance(0.995) && tasks.runOne()) {
      // Until the power fails, or by chance between two tasks.
    }
  }

  private void request(DurableStorage storage, Requests requests, PowerCut cut) {
    Key key = Key.of("key" + random.nextInt(KEYS));
    Value value = Value.of(("v" + random.nextInt(10)).repeat(1 + random.nextInt(200)));
    switch (random.nextInt(5)) {
      case 0 -> storage.apply(requests.read(key), new Reading(key));
      case 1, 2 -> apply(storage, requests.merge(key, value), cut);
      default -> apply(storage, requests.put(key, value), cut);
    }
  }

  /** One change after the other: one that waits for a large cell is waited for. */
  private void apply(DurableStorage storage, Request.OnCell request, PowerCut cut) {
    Writing writing = new Writing();
    storage.apply(request, writing);
    while (!cut.isOver() && storage.statistics().readsWaiting() > 0 && tasks.runOne()) {
      // The condition is the work.
    }
    if (writing.refused || (request instanceof Request.Mint && writing.minted.isEmpty())) {
      return;
    }
    Key key = request.key();
    Lane before = current.getOrDefault(key, Lane.EMPTY);
    Lane after =
        request instanceof Request.Merge merge
            ? before.merge(merge.lane(), OPTIONS.cells().windowEntries())
            : writing.minted;
    if (!after.equals(before)) {
      current.put(key, after);
      writing.change = history.changed(key, after);
    }
  }

  /** A read may only show what a crash cannot take back. */
  private final class Reading implements Completion {
    private final Key key;

    private Reading(Key key) {
      this.key = key;
    }

    @Override
    public void applied(Reply.Minted minted) {
      throw new AssertionError("a read minted " + minted);
    }

    @Override
    public void durable(Reply reply) {
      switch (reply) {
        case Reply.Found found -> history.shown(key, found.lane());
        case Reply.Refused refused -> requireBusy(refused);
        case Reply.Digest _, Reply.Stored _, Reply.Minted _, PartitionReply _ ->
            throw new AssertionError(reply);
      }
    }
  }

  private final class Writing implements Completion {
    private long change;
    private boolean refused;
    private Lane minted = Lane.EMPTY;

    @Override
    public void applied(Reply.Minted reply) {
      minted = reply.lane();
    }

    @Override
    public void durable(Reply reply) {
      if (reply instanceof Reply.Refused refusal) {
        requireBusy(refusal);
        refused = true;
      } else {
        history.acknowledge(change);
      }
    }
  }

  private static void requireBusy(Reply.Refused refused) {
    if (refused.refusal() != Refusal.BUSY) {
      throw new AssertionError(refused);
    }
  }
}
