package dev.gyre.storage.tree;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.OpenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map of byte strings that is durable as of its last {@link #nameCommitted} followed by
 * {@link #force}.
 *
 * <p>Threads may read ({@link #get}, {@link #readLarge}); one other writes (everything else). A
 * checkpoint is: any number of {@link #put}, {@link #commit} and {@link #compact}; {@link #force};
 * {@link #nameCommitted}; {@link #force}; {@link #settle}.
 */
public final class CellTree {
  public static final String FILE = "tree";

  /**
   * Begins what is said of a superblock that is whole where its tree is not: rot, never a crash.
   */
  public static final String NAMES = "names what cannot be read: ";

  private static final int VERSIONS_TO_KEEP = 1;
  private static final byte[] NOTHING = {};

  private final BlockFile file;
  private final CheckedFileStore chunks;
  private final MVStore store;
  private final MVMap<byte[], byte[]> cells;
  private final LargeCells large;
  private final List<String> damage;

  /**
   * Holds the version that the newest superblock names: its chunks are not reused. Those of the one
   * before it stay until the first commit of the next checkpoint.
   */
  private MVStore.TxCounter pin;

  private Superblock newest;
  private @Nullable Superblock pending;

  private CellTree(
      BlockFile file, CheckedFileStore chunks, Superblock newest, List<String> damage) {
    this.file = file;
    this.chunks = chunks;
    this.newest = newest;
    this.damage = List.copyOf(damage);
    this.store =
        new MVStore.Builder()
            .adoptFileStore(chunks)
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .autoCompactFillRate(0)
            .open();
    chunks.setRetentionTime(0);
    store.setVersionsToKeep(VERSIONS_TO_KEEP);
    this.cells = map("cells");
    this.large = new LargeCells(map("pieces"));
    this.pin = store.registerVersionUsage();
  }

  private MVMap<byte[], byte[]> map(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<byte[], byte[]>()
            .keyType(ByteStringType.INSTANCE)
            .valueType(ByteStringType.INSTANCE));
  }

  /** A new tree without cells, durable once the directory is forced. */
  public static void create(Disk disk) throws IOException {
    try (OpenFile file = disk.open(FILE)) {
      BlockFile blocks = new BlockFile(file);
      blocks.writeSuperblock(Superblock.empty(1));
      blocks.writeSuperblock(Superblock.empty(2));
      blocks.force();
    }
  }

  /**
   * Opens the newest state that can be read. Throws {@link DamagedTreeException} when there is
   * none; other exceptions are the disk's.
   */
  public static CellTree open(Disk disk, int cacheMegabytes) throws IOException {
    OpenFile file = disk.open(FILE);
    BlockFile blocks = new BlockFile(file);
    Superblock even = blocks.readSuperblock(0);
    Superblock odd = blocks.readSuperblock(1);
    boolean oddFirst = even == null || (odd != null && odd.version() > even.version());
    Superblock first = oddFirst ? odd : even;
    Superblock second = oddFirst ? even : odd;
    List<String> damage = new ArrayList<>();
    if (first == null || second == null) {
      damage.add("a superblock cannot be read");
    }
    // What a dead process wrote may not be on the disk yet, and all later state builds on it.
    blocks.force();
    for (Superblock superblock : new @Nullable Superblock[] {first, second}) {
      try {
        if (superblock != null) {
          return open(blocks, superblock, cacheMegabytes, damage);
        }
      } catch (MVStoreException damaged) {
        // A read that failed says nothing about what is there, and the next may succeed. Taken for
        // damage, a tree would be put aside whose log is long gone; and MVStore hides such reads.
        blocks.throwFailedRead();
        damage.add("superblock " + superblock.version() + " " + NAMES + damaged.getMessage());
      }
    }
    file.close();
    throw new DamagedTreeException(String.join("; ", damage));
  }

  private static CellTree open(BlockFile file, Superblock start, int cache, List<String> damage) {
    CheckedFileStore chunks = new CheckedFileStore(CheckedFileStore.settings(cache), file, start);
    return new CellTree(file, chunks, start, damage);
  }

  /** The last log sequence that is in the tree as named by its newest superblock. */
  public long applied() {
    return newest.applied();
  }

  /** What was found damaged at the start, and gone around. */
  public List<String> damage() {
    return damage;
  }

  /**
   * The cell, a reference to a large one ({@link #largeBytes}), or null when absent; throws {@link
   * MVStoreException} when a block on the way is damaged.
   */
  public byte @Nullable [] get(byte[] key) {
    MVStore.TxCounter usage = store.registerVersionUsage();
    try {
      return cells.get(key);
    } finally {
      store.deregisterVersionUsage(usage);
    }
  }

  /** The cells as they are now, in order. */
  public TreeView view() {
    MVStore.TxCounter usage = store.registerVersionUsage();
    RootReference<byte[], byte[]> root = cells.getRoot();
    return new TreeView(store, usage, from -> cells.cursor(root, from, null, false));
  }

  /** Length of the cell to which a value refers; 0 when it is a cell itself. */
  public static int largeBytes(byte[] value) {
    return LargeCells.isReference(value) ? LargeCells.length(value) : 0;
  }

  /** Follows a reference. Null when it leads nowhere; throws as {@link #get} does. */
  public byte @Nullable [] readLarge(byte[] key, byte[] reference) {
    MVStore.TxCounter usage = store.registerVersionUsage();
    try {
      return large.read(key, reference);
    } finally {
      store.deregisterVersionUsage(usage);
    }
  }

  public void put(byte[] key, byte[] cell) {
    large.removeFormer(key, cells.put(key, cell), cell);
  }

  /**
   * The first key after this one, which may be absent; null after the last. Throws as {@link #get}.
   */
  public byte @Nullable [] higherKey(byte[] key) {
    MVStore.TxCounter usage = store.registerVersionUsage();
    try {
      return cells.higherKey(key);
    } finally {
      store.deregisterVersionUsage(usage);
    }
  }

  public void remove(byte[] key) {
    large.removeFormer(key, cells.remove(key), NOTHING);
  }

  /** Puts a piece of a large cell, which is there from {@link #putLarge} on. */
  public void putPiece(byte[] key, int number, byte[] piece) {
    large.put(key, number, piece);
  }

  /** Puts a large cell of which all pieces, of this size but the last, were put. */
  public void putLarge(byte[] key, int length, int pieceBytes) {
    byte[] reference = LargeCells.reference(length, pieceBytes);
    large.removeFormer(key, cells.put(key, reference), reference);
  }

  /** Writes what was put as one chunk; not durable. */
  public void commit() {
    store.commit();
  }

  /** Rewrites up to {@code bytes} of sparse chunks, and returns whether there were any. */
  public boolean compact(int belowPercent, int bytes) {
    boolean rewritten =
        chunks.liveFillRate() < belowPercent
            && !chunks.getRewriteCandidates().isEmpty()
            && store.compact(100, bytes);
    if (rewritten) {
      store.commit();
    }
    return rewritten;
  }

  public void force() throws IOException {
    file.force();
  }

  /** Writes the superblock for what is committed: it holds the log through {@code applied}. */
  public void nameCommitted(long applied) throws IOException {
    Superblock next = chunks.superblock(newest.version() + 1, applied);
    pending = next;
    file.writeSuperblock(next);
  }

  /** The superblock is durable: lets go of what the last one needed, and cuts the file's end. */
  public void settle() throws IOException {
    if (pending == null) {
      throw new IllegalStateException("no superblock was written");
    }
    newest = pending;
    pending = null;
    MVStore.TxCounter former = pin;
    pin = store.registerVersionUsage();
    store.deregisterVersionUsage(former);
    file.truncate(chunks.blocksInUse());
  }

  /** Bytes of the file on disk. */
  public long sizeBytes() throws IOException {
    return file.sizeBytes();
  }

  /** Percent of live bytes in the chunks that have any. */
  public int fillRate() {
    return chunks.liveFillRate();
  }

  /** Writes nothing. */
  public void close() throws IOException {
    store.closeImmediately();
    file.close();
  }
}
