package dev.gyre.storage;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;
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
          StorageOptions.Hints.DEFAULT,
          false);

  private static final int KEYS = 40;
  private static final int TARGETS = 3;
  private static final byte HINT = 'h';

  private final Randomness random;
  final SimDisk disk;
  final WriteHistory history = new WriteHistory();
  final TaskQueue tasks = new TaskQueue();
  private final Map<Key, Lane> current = new TreeMap<>();
  private int highestLife;
  private boolean closeAsked;

  /** Hints with a lower number have been released, or never were. */
  private int released;

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
      long corrupt = opened.storage().statistics().corruptCells();
      opened.storage().apply(look(new Requests(opened.life()), key), recorder);
      await(recorder);
      if (opened.storage().statistics().corruptCells() > corrupt) {
        refused = true;
      } else if (!(recorder.reply() instanceof Reply.Refused)) {
        Lane lane = laneOf(recorder);
        require(history.everWas(key, lane), key + " was never " + lane);
        shown.put(key, lane);
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

  private static boolean isHint(Key name) {
    return name.bytes()[0] == HINT;
  }

  private static NodeId targetOf(Key name) {
    return NodeId.of(1 + Math.floorMod(name.hashCode(), TARGETS));
  }

  private static Request.OnRecord look(Requests requests, Key name) {
    return isHint(name) ? requests.take(targetOf(name), name) : requests.read(name);
  }

  private static Lane laneOf(Recorder recorder) {
    return recorder.reply() instanceof HintReply.Held held ? held.lane() : recorder.found().lane();
  }

  /** Pages and counts say of hints what reading them one by one does. */
  private void requireListed(DurableStorage storage, Map<Key, Lane> shown) {
    Requests requests = new Requests(highestLife);
    long hints = 0;
    for (int target = 1; target <= TARGETS; target++) {
      Key after = null;
      do {
        Recorder recorder = new Recorder();
        storage.apply(requests.page(NodeId.of(target), after, 3), recorder);
        HintReply.Listed page = (HintReply.Listed) recorder.reply();
        for (HintReply.Listing hint : page.hints()) {
          require(!shown.getOrDefault(hint.key(), Lane.EMPTY).isEmpty(), hint + " is listed");
          hints++;
        }
        after = page.next();
      } while (after != null);
    }
    long expected =
        shown.entrySet().stream()
            .filter(entry -> isHint(entry.getKey()) && !entry.getValue().isEmpty())
            .count();
    require(hints == expected, hints + " hints are listed, there are " + expected);
    long counted = storage.hintStatistics().count();
    require(counted == expected, counted + " hints are counted, there are " + expected);
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
      storage.apply(look(new Requests(highestLife), key), recorder);
      await(recorder);
      shown.put(key, laneOf(recorder));
    }
    history.settle(shown);
    requireListed(storage, shown);
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
    Value value = Value.of(("v" + random.nextInt(10)).repeat(1 + random.nextInt(200)));
    if (random.chance(0.3)) {
      hint(storage, requests, value, cut);
      return;
    }
    Key key = Key.of("key" + random.nextInt(KEYS));
    switch (random.nextInt(5)) {
      case 0 -> storage.apply(requests.read(key), new Reading(key));
      case 1, 2 -> apply(storage, requests.merge(key, value), cut);
      default -> apply(storage, requests.put(key, value), cut);
    }
  }

  /** Hints come, grow and go; one that has gone never comes again, so that its history is clear. */
  private void hint(DurableStorage storage, Requests requests, Value value, PowerCut cut) {
    int number = released + random.nextInt(KEYS);
    Key name = Key.of("h" + number);
    NodeId target = targetOf(name);
    switch (random.nextInt(4)) {
      case 0 -> storage.apply(requests.take(target, name), new Reading(name));
      case 1, 2 -> apply(storage, requests.keep(target, name, value), cut);
      default -> {
        Key oldest = Key.of("h" + released);
        Lane last = current.getOrDefault(oldest, Lane.EMPTY);
        released++;
        apply(storage, requests.release(targetOf(oldest), oldest, last), cut);
      }
    }
  }

  /** One change after the other: one that waits for a large cell is waited for. */
  private void apply(DurableStorage storage, Request.OnRecord request, PowerCut cut) {
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
    Lane after = after(before, request, writing);
    if (!after.equals(before)) {
      current.put(key, after);
      writing.change = history.changed(key, after);
    }
  }

  private static Lane after(Lane before, Request.OnRecord request, Writing writing) {
    int window = OPTIONS.cells().windowEntries();
    return switch (request) {
      case Request.Merge merge -> before.merge(merge.lane(), window);
      case Request.Mint mint -> writing.minted;
      case HintRequest.Keep keep -> before.merge(keep.lane(), window);
      case HintRequest.Release release -> Lane.EMPTY;
      case Request.Read _,
          Request.ReadDigest _,
          HintRequest.Mint _,
          HintRequest.Take _,
          StrongRequest _ ->
          throw new IllegalArgumentException("no change: " + request);
    };
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
        case HintReply.Held held -> history.shown(key, held.lane());
        case Reply.Digest _,
            Reply.Stored _,
            Reply.Minted _,
            StrongReply _,
            HintReply _,
            RepairReply _,
            PartitionReply _ ->
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
