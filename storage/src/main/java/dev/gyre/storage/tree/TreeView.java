package dev.gyre.storage.tree;

import java.util.Arrays;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStore;

/**
 * The tree's cells as of one moment, in order. It keeps the chunks that it may have to read: open
 * it for one page, not for long. On any thread, one at a time.
 */
public final class TreeView implements AutoCloseable {
  private final MVStore store;
  private final MVStore.TxCounter usage;
  private final Function<byte[], Cursor<byte[], byte[]>> cursors;

  /** {@code cursors}: begins at a key. */
  TreeView(
      MVStore store, MVStore.TxCounter usage, Function<byte[], Cursor<byte[], byte[]>> cursors) {
    this.store = store;
    this.usage = usage;
    this.cursors = cursors;
  }

  /**
   * A walk over the keys that are not before {@code from} and begin with {@code prefix}. Its
   * methods throw {@code MVStoreException} when a block on the way is damaged.
   */
  public Walk walk(byte[] from, byte[] prefix) {
    return new Walk(cursors.apply(from), prefix);
  }

  @Override
  public void close() {
    store.deregisterVersionUsage(usage);
  }

  /** Stands at a cell, after {@link #advance} has returned true. */
  public static final class Walk {
    private final Cursor<byte[], byte[]> cursor;
    private final byte[] prefix;

    private Walk(Cursor<byte[], byte[]> cursor, byte[] prefix) {
      this.cursor = cursor;
      this.prefix = prefix;
    }

    /** To the next cell; false when there is none. */
    public boolean advance() {
      if (!cursor.hasNext()) {
        return false;
      }
      byte[] key = cursor.next();
      return key.length >= prefix.length
          && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    public byte[] key() {
      return cursor.getKey();
    }

    /** The cell, or a reference to a large one ({@link CellTree#largeBytes}). */
    public byte[] value() {
      return cursor.getValue();
    }
  }
}
