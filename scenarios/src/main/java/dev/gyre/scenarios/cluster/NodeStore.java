package dev.gyre.scenarios.cluster;

import dev.gyre.core.host.Storage;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.scenarios.run.Lease;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.CrashOutcome;
import dev.gyre.sim.disk.DiskFault;
import dev.gyre.sim.disk.DiskImage;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.storage.CellObserver;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.HintStatistics;
import dev.gyre.storage.MemoryStorage;
import dev.gyre.storage.OpenResult;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.storage.Verdict;
import dev.gyre.storage.life.Ownership;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a node keeps its cells in, over all its lives, and what was done to it. */
public final class NodeStore {
  private static final long FORCE_NANOS = 500_000;

  private final NodeDisk disk;
  private final SimNode.Keeping keeping;
  private final NodeSettings settings;
  private final MemoryStorage.Medium medium = new MemoryStorage.Medium();
  private final Randomness random;

  /** Lives of a node without a durable store: its owner counts them. */
  private int memoryLives;

  private @Nullable MemoryStorage memory;
  private @Nullable DurableStorage durable;
  private String lastCrash = "";

  /** Of former lives. */
  private final TreeMap<String, Long> hintStates = new TreeMap<>();

  /** Whether anything was done to the disk that a store may fail at. */
  private boolean faulty;

  /** Whether anything was done to the disk after which durable data may be missing. */
  private boolean destroyed;

  /** Why the node must not serve any more; null while it may. */
  private @Nullable String lostData;

  /** What came of opening it. */
  sealed interface Opened {}

  /** It serves. */
  record Serving(Storage storage, Incarnation incarnation) implements Opened {}

  /** The disk refused; it may be better later. */
  record NotNow(String reason) implements Opened {}

  /** What is missing, only peers have: until they can give it, the node stays down. */
  record NeverAgain(String reason) implements Opened {}

  NodeStore(Seed seed, Simulation simulation, SimNode.Keeping keeping, NodeSettings settings) {
    this.disk = new NodeDisk(seed.fork("disk"), simulation);
    this.keeping = keeping;
    this.settings = settings;
    this.random = seed.fork("store").randomness();
  }

  public SimDisk disk() {
    return disk.disk();
  }

  boolean isDurable() {
    return keeping.durable();
  }

  /** Why the node stays down; null where it need not. */
  public @Nullable String lostData() {
    return lostData;
  }

  Opened open(StorageWorkers workers) {
    KeptHints.add(hints(), hintStates);
    memory = null;
    durable = null;
    return keeping.durable() ? fromDisk(workers) : fromMemory(workers);
  }

  private Opened fromDisk(StorageWorkers workers) {
    Ownership owner =
        new Ownership(settings.cluster(), settings.self(), settings.topology().partitions());
    OpenResult result =
        DurableStorage.open(keeping.options(), new SimulatedDisk(disk.disk()), workers, owner);
    return switch (result) {
      case OpenResult.Opened opened
          when opened.report().verdict() instanceof Verdict.LostData lost ->
          neverAgain(lost.reason());
      case OpenResult.Opened opened -> {
        durable = opened.storage();
        yield new Serving(
            opened.storage(),
            new Incarnation(opened.life(), opened.lastSequence(), opened.directory().name()));
      }
      case OpenResult.Damaged damaged -> neverAgain(damaged.message());
      // A rotten bit in the version of the format: nobody but an operator can tell.
      case OpenResult.NewerFormat newer when destroyed -> neverAgain(newer.message());
      case OpenResult.Failed failed -> new NotNow(failed.message());
    };
  }

  private Opened neverAgain(String reason) {
    if (!destroyed) {
      throw new IllegalStateException(settings.self() + " lost data: " + reason);
    }
    lostData = reason;
    return new NeverAgain(reason);
  }

  private Opened fromMemory(StorageWorkers workers) {
    MemoryStorage storage =
        new MemoryStorage(
            medium,
            settings.topology().partitions(),
            keeping.options(),
            workers,
            () -> FORCE_NANOS + (long) random.exponential(2 * FORCE_NANOS));
    memory = storage;
    return new Serving(storage, Incarnation.fresh(++memoryLives));
  }

  /** Tells this one of every request of the present life. */
  void observe(CellObserver who) {
    if (memory != null) {
      memory.observe(who);
    } else if (durable != null) {
      durable.observe(who);
    }
  }

  /** Of the present or the last life; null before the first. */
  @Nullable HintStatistics hints() {
    if (memory != null) {
      return memory.hintStatistics();
    }
    return durable == null ? null : durable.hintStatistics();
  }

  /** What became of hints in all lives, by the names of states. */
  SortedMap<String, Long> hintStates() {
    TreeMap<String, Long> all = new TreeMap<>(hintStates);
    KeptHints.add(hints(), all);
    return all;
  }

  /** What the last crash took, for a person. */
  String lastCrash() {
    return lastCrash;
  }

  /** Whether something that was written and not forced was taken away. */
  boolean crash(CrashMode mode, Randomness how) {
    CrashOutcome outcome = disk.disk().crash(mode, how);
    int changes = memory == null ? outcome.unsyncedChanges() : memory.unforced();
    lastCrash = changes == 0 ? "everything was forced" : "unforced: " + changes;
    if (memory == null && changes > 0) {
      lastCrash += " changes, " + outcome.bytesLost() + " bytes lost";
    }
    boolean forgot = hasUnforced();
    if (memory != null) {
      memory.crash();
    }
    return outcome.bytesLost() > 0 || forgot;
  }

  /** Of a store in memory. */
  boolean hasUnforced() {
    return memory != null && memory.unforced() > 0;
  }

  /** Each disk operation that the fault can hit is hit with this probability, until it ends. */
  public Lease trouble(DiskFault kind, double probability) {
    faulty = true;
    destroyed |= kind == DiskFault.BIT_ROT || kind == DiskFault.MISDIRECTED_WRITE;
    return disk.trouble(kind, probability);
  }

  /** How often disk troubles of this kind changed what happened. */
  public long effects(DiskFault kind) {
    return disk.disk().effects(kind);
  }

  public void heal() {
    disk.heal();
  }

  /** A copy of what is durable now. */
  public DiskImage image() {
    return disk.disk().image();
  }

  /** Everything is gone. The node must not run. */
  public void wipe() {
    disk.disk().wipe();
    medium.clear();
    replaced("its disk was replaced by an empty one");
  }

  /** Everything is as it was. The node must not run. */
  public void rollBack(DiskImage image) {
    disk.disk().restore(image);
    replaced("its disk was replaced by an older copy");
  }

  /** An operator knows, and does not start it before it can catch up (DESIGN section 4, rule 4). */
  private void replaced(String how) {
    destroyed = true;
    lostData = how;
  }

  /** A store fails only where something was done to its disk; otherwise it is a bug. */
  void requireFaulty(String name) {
    if (!faulty) {
      throw new IllegalStateException(name + " lost its storage on a healthy disk");
    }
  }
}
