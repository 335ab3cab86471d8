package dev.gyre.sim.disk;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.Change.Linked;
import dev.gyre.sim.disk.Change.Renamed;
import dev.gyre.sim.disk.Change.Unlinked;
import dev.gyre.sim.disk.DiskWatch.Moment;
import dev.gyre.sim.disk.SimDiskException.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * One flat directory of files that can lose its power.
 *
 * <p><b>Durability</b>, as strict as POSIX allows: a file's bytes and size are durable after {@link
 * SimFile#force}; creations, renames and deletions after {@link #forceDirectory}, and only then: a
 * forced file without a forced name may be gone. Reads see everything at once. What of the rest
 * survives a crash is the {@link CrashMode}'s choice. A rename or deletion that is lost shows the
 * former file, with what was durable of it. Closing makes nothing durable.
 *
 * <p><b>Life cycle</b>: the power fails by {@link #crash}, or at a chosen operation by a {@link
 * DiskWatch}; then every operation throws {@link DiskCrash} until {@code crash} has decided what
 * survived. Files opened before it are closed.
 *
 * <p>A write costs time and memory in its own size; a crash costs what was unsynced.
 */
public final class SimDisk {
  private static final int SECTOR_BYTES = 512;
  private static final int BITS_PER_BYTE = 8;

  private final LongConsumer charge;
  private final FaultStreams streams;
  private final Randomness interruptions;
  private final EnumMap<OperationKind, Long> counts = new EnumMap<>(OperationKind.class);
  private final Directory directory = new Directory();

  /** Every file with unsynced or abandoned changes, by number. */
  private final TreeMap<Long, FileState> dirty = new TreeMap<>();

  private DiskOptions options;
  private DiskWatch watch = DiskWatch.NONE;
  private long operations;
  private long nextOrder;
  private long nextFileNumber;
  private long life = 1;
  private boolean powered = true;

  /**
   * An empty disk.
   *
   * @param seed for its faults; each draws from a fork of its own
   * @param charge takes the virtual nanoseconds that operations last: {@code simulation::charge}
   */
  public SimDisk(Seed seed, DiskOptions options, LongConsumer charge) {
    this.options = options;
    this.charge = charge;
    this.interruptions = seed.fork("interruptions").randomness();
    this.streams = new FaultStreams(seed);
  }

  /** Opens a file, creating an empty one when there is none. The creation is unsynced. */
  public SimFile open(String name) throws SimDiskException {
    requireName(name);
    FileState file = directory.find(name);
    Moment moment = begin(file == null ? OperationKind.CREATE : OperationKind.OPEN, name);
    if (file == null) {
      file = new FileState(nextFileNumber++);
      directory.change(new Linked(nextOrder++, name, file));
    }
    end(moment);
    return new SimFile(this, file, name);
  }

  /** All names, ascending. */
  public List<String> list() {
    end(begin(OperationKind.LIST, ""));
    return directory.names();
  }

  public boolean exists(String name) {
    requirePower();
    return directory.find(name) != null;
  }

  /** Atomically; replaces {@code to} when it exists. Unsynced. */
  public void rename(String from, String to) throws SimDiskException {
    requireName(to);
    requireFound(from);
    Moment moment = begin(OperationKind.RENAME, from);
    directory.change(new Renamed(nextOrder++, from, to));
    end(moment);
  }

  /** Removes the name; who holds the file open may go on. Unsynced. */
  public void delete(String name) throws SimDiskException {
    requireFound(name);
    Moment moment = begin(OperationKind.DELETE, name);
    directory.change(new Unlinked(nextOrder++, name));
    end(moment);
  }

  /** Makes all creations, renames and deletions so far durable. */
  public void forceDirectory() throws SimDiskException {
    Moment moment = begin(OperationKind.FORCE_DIRECTORY, "");
    if (happens(DiskFault.FORCE_ERROR)) {
      // The journal keeps what it has: a later force of the directory may still succeed.
      throw failed(moment, DiskFault.FORCE_ERROR, Kind.INPUT_OUTPUT, "cannot force the directory");
    }
    directory.force(interrupted(moment, directory.unsynced().size()));
    end(moment);
  }

  int read(SimFile file, long position, ByteBuffer target) throws SimDiskException {
    Moment moment = begin(OperationKind.READ, file.name());
    if (happens(DiskFault.READ_ERROR)) {
      throw failed(moment, DiskFault.READ_ERROR, Kind.INPUT_OUTPUT, "cannot read " + file.name());
    }
    Content content = file.state().cached();
    long readable = Math.min(target.remaining(), content.size() - position);
    if (readable > 0 && happens(DiskFault.BIT_ROT)) {
      rot(file.state(), position, readable);
    }
    end(moment);
    return content.read(position, target);
  }

  void write(SimFile file, long position, ByteBuffer source) throws SimDiskException {
    Moment moment = begin(OperationKind.WRITE, file.name());
    requireSpace(moment, file, position + source.remaining());
    int length = interrupted(moment, source.remaining());
    boolean failing = happens(DiskFault.WRITE_ERROR);
    if (failing) {
      length = streams.draw(DiskFault.WRITE_ERROR).nextInt(length + 1);
    }
    byte[] bytes = new byte[length];
    source.get(bytes);
    if (length > 0) {
      changed(file.state());
      file.state().write(nextOrder++, misdirected(file.state(), position, length), bytes);
      while (file.state().unsyncedBytes() > options.maximumUnsyncedBytes()) {
        file.state().forceOldest();
      }
    }
    if (failing) {
      throw failed(moment, DiskFault.WRITE_ERROR, Kind.INPUT_OUTPUT, "cannot write " + file.name());
    }
    end(moment);
  }

  void truncate(SimFile file, long size) throws SimDiskException {
    Moment moment = begin(OperationKind.TRUNCATE, file.name());
    requireSpace(moment, file, size);
    changed(file.state());
    file.state().resize(nextOrder++, size);
    end(moment);
  }

  void force(SimFile file) throws SimDiskException {
    FileState state = file.state();
    Moment moment = begin(OperationKind.FORCE, file.name());
    int changes = interrupted(moment, state.unsynced().size());
    if (happens(DiskFault.FORCE_ERROR)) {
      state.force(streams.draw(DiskFault.FORCE_ERROR).nextInt(changes + 1));
      state.abandonUnsynced();
      throw failed(moment, DiskFault.FORCE_ERROR, Kind.INPUT_OUTPUT, "cannot force " + file.name());
    }
    state.force(changes);
    if (state.isClean()) {
      dirty.remove(state.number());
    }
    end(moment);
  }

  /**
   * The power fails, and comes back. Files that were open are closed; what was unsynced survives as
   * the mode allows.
   */
  public CrashOutcome crash(CrashMode mode, Randomness randomness) {
    List<Change> changes = new ArrayList<>(directory.unsynced());
    dirty.values().forEach(file -> changes.addAll(file.unsynced()));
    changes.sort(Change.IN_ORDER);
    CrashOutcome outcome = new Survival(directory, changes, randomness).apply(mode);
    dirty.values().forEach(FileState::reload);
    dirty.clear();
    directory.reload();
    restart();
    return outcome;
  }

  /** What is durable now, for a later {@link #restore}. */
  public DiskImage image() {
    return new DiskImage(directory.durable());
  }

  /** The disk is replaced by an older copy of it, or another's: the power fails on the way. */
  public void restore(DiskImage image) {
    dirty.clear();
    directory.replaceWith(image.files());
    restart();
  }

  /** The disk is replaced by an empty one: the power fails on the way. */
  public void wipe() {
    dirty.clear();
    directory.replaceWith(new TreeMap<>());
    restart();
  }

  /**
   * Flips one durable bit of a file, without waiting for {@link DiskFault#BIT_ROT}.
   *
   * @return false when an unsynced write covers the byte, or it is beyond the end: no effect
   */
  public boolean flipBit(String name, long bit) throws SimDiskException {
    return flip(requireFound(name), bit);
  }

  /** Sets the faults from now on: none, where the world is to heal. */
  public void faults(DiskFaults faults) {
    options = options.withFaults(faults);
  }

  /** Sets who is told of every operation from now on. */
  public void watch(DiskWatch newWatch) {
    watch = newWatch;
  }

  public DiskOptions options() {
    return options;
  }

  /** All operations so far, over all lives. */
  public long operations() {
    return operations;
  }

  /** The operations of this kind so far, over all lives. */
  public long count(OperationKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How often this fault has changed what happened. */
  public long effects(DiskFault fault) {
    return streams.effects(fault);
  }

  /** The sum of the sizes of all files with a name. */
  public long usedBytes() {
    long bytes = 0;
    for (FileState file : directory.files()) {
      bytes += file.cached().size();
    }
    return bytes;
  }

  /** One more than the number of crashes. */
  long life() {
    return life;
  }

  private Moment begin(OperationKind kind, String name) {
    requirePower();
    counts.merge(kind, 1L, Long::sum);
    long index = operations++;
    long nanos = options.latency().of(kind);
    if (happens(DiskFault.SLOW)) {
      streams.hadEffect(DiskFault.SLOW);
      nanos += 1 + streams.draw(DiskFault.SLOW).nextLong(options.latency().slowNanos());
    }
    if (nanos > 0) {
      charge.accept(nanos);
    }
    try {
      Moment moment = watch.onOperation(kind, index, name);
      if (moment == Moment.BEFORE) {
        throw new DiskCrash("the power failed before operation " + index + ", " + kind);
      }
      return moment;
    } catch (DiskCrash crash) {
      powered = false;
      throw crash;
    }
  }

  private void end(Moment moment) {
    if (moment != Moment.NEVER) {
      powered = false;
      throw new DiskCrash("the power failed at operation " + (operations - 1));
    }
  }

  /** How much of something that has so many parts happens. */
  private int interrupted(Moment moment, int parts) {
    return moment == Moment.MIDDLE ? interruptions.nextInt(parts + 1) : parts;
  }

  private void restart() {
    life++;
    powered = true;
  }

  private void requirePower() {
    if (!powered) {
      throw new DiskCrash("the power is off: SimDisk.crash decides what survived");
    }
  }

  private void changed(FileState file) {
    dirty.putIfAbsent(file.number(), file);
  }

  private boolean happens(DiskFault fault) {
    return streams.happens(fault, options.faults());
  }

  private SimDiskException failed(Moment moment, DiskFault fault, Kind kind, String message) {
    end(moment);
    streams.hadEffect(fault);
    return new SimDiskException(kind, message);
  }

  private void requireSpace(Moment moment, SimFile file, long end) throws SimDiskException {
    if (end < 0 || end > options.maximumFileBytes()) {
      end(moment);
      throw new SimDiskException(Kind.TOO_LARGE, file.name() + " would have " + end + " bytes");
    }
    long growth = end - file.state().cached().size();
    if (growth > 0
        && (happens(DiskFault.NO_SPACE) || usedBytes() + growth > options.capacityBytes())) {
      throw failed(moment, DiskFault.NO_SPACE, Kind.NO_SPACE, "no space for " + file.name());
    }
  }

  private long misdirected(FileState file, long position, int length) {
    long sectors = (file.cached().size() - length) / SECTOR_BYTES + 1;
    if (sectors < 2 || file.cached().size() < length || !happens(DiskFault.MISDIRECTED_WRITE)) {
      return position;
    }
    long target = streams.draw(DiskFault.MISDIRECTED_WRITE).nextLong(sectors) * SECTOR_BYTES;
    if (target != position) {
      streams.hadEffect(DiskFault.MISDIRECTED_WRITE);
    }
    return target;
  }

  private void rot(FileState file, long position, long length) {
    long bit = streams.draw(DiskFault.BIT_ROT).nextLong(length * BITS_PER_BYTE);
    if (flip(file, position * BITS_PER_BYTE + bit)) {
      streams.hadEffect(DiskFault.BIT_ROT);
    }
  }

  private static boolean flip(FileState file, long bit) {
    long position = bit / BITS_PER_BYTE;
    long end = Math.min(file.cached().size(), file.durable().size());
    if (position >= end || file.isUnsynced(position)) {
      return false;
    }
    file.cached().flip(position, (int) (bit % BITS_PER_BYTE));
    file.durable().flip(position, (int) (bit % BITS_PER_BYTE));
    return true;
  }

  private static void requireName(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "a file name is not empty and has no \"/\", but was \"" + name + "\"");
    }
  }

  private FileState requireFound(String name) throws SimDiskException {
    requirePower();
    FileState file = directory.find(name);
    if (file == null) {
      throw new SimDiskException(Kind.NOT_FOUND, "no file \"" + name + "\"");
    }
    return file;
  }
}
