package dev.gyre.core.merkle;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.value.Key;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash trees of a store, one a partition, kept with every change of a cell. After a start none
 * is trusted: each is grown anew from the cells, page by page in the order of keys, while cells go
 * on changing. Behind the last page changes count at once, before it they will be met; what changes
 * while its page is being read is noted, and the note counts instead of the page.
 *
 * <p>Confined to the store's thread. A tree is never asked for before it is trusted.
 */
public final class HashForest {
  /** Most changes noted while a page is being read; beyond it the page is read again. */
  private static final int MOST_NOTES = 10_000;

  private final int partitions;

  /** By partition; null until the first cell or page of it. */
  private final @Nullable HashTree[] trees;

  /** By partition; null where it is trusted, or nobody has begun to grow it. */
  private final @Nullable Growth[] growths;

  private final boolean[] trusted;

  /** A tree that is being grown. */
  private static final class Growth {
    /** Everything up to this key is in the tree; null at the beginning. */
    private @Nullable Key through;

    private boolean reading;

    /** What changed since reading began: keys after {@link #through}, with their digests. */
    private final TreeMap<Key, Long> notes = new TreeMap<>();

    private boolean tooMany;

    boolean isBehind(Key key) {
      return through != null && key.compareTo(through) <= 0;
    }

    void note(Key key, long digest) {
      if (reading) {
        notes.put(key, digest);
        tooMany |= notes.size() > MOST_NOTES;
      }
    }
  }

  /** {@code partitions}: how many there are, a power of two. */
  public HashForest(int partitions) {
    this.partitions = partitions;
    this.trees = new @Nullable HashTree[partitions];
    this.growths = new @Nullable Growth[partitions];
    this.trusted = new boolean[partitions];
  }

  /** A request changed a cell of a partition. */
  public void changed(int partition, Key key, Cell before, Cell after) {
    if (trusted[partition]) {
      tree(partition).changed(key, before.digest(), after.digest());
      return;
    }
    Growth growth = growths[partition];
    if (growth == null) {
      return;
    }
    if (growth.isBehind(key)) {
      tree(partition).changed(key, before.digest(), after.digest());
    } else {
      growth.note(key, after.digest());
    }
  }

  public boolean isTrusted(int partition) {
    return trusted[partition];
  }

  /** Throws where it is not trusted. */
  public HashTree trusted(int partition) {
    if (!trusted[partition]) {
      throw new IllegalStateException("the tree of partition " + partition + " is not grown");
    }
    return tree(partition);
  }

  private HashTree tree(int partition) {
    HashTree tree = trees[partition];
    if (tree == null) {
      tree = new HashTree(partitions);
      trees[partition] = tree;
    }
    return tree;
  }

  /** Begins to read a page; returns the key after which it begins, null for the first. */
  public @Nullable Key beginPage(int partition) {
    Growth growth = growths[partition];
    if (growth == null) {
      growth = new Growth();
      growths[partition] = growth;
    }
    growth.reading = true;
    growth.notes.clear();
    growth.tooMany = false;
    return growth.through;
  }

  /** The page could not be read: it is to be begun again. */
  public void failPage(int partition) {
    Growth growth = growths[partition];
    if (growth != null) {
      growth.reading = false;
      growth.notes.clear();
    }
  }

  /**
   * The page that was begun is here.
   *
   * @param last where it ended; null if nothing follows it
   * @return whether it counted, and the next may follow
   */
  public boolean endPage(int partition, TreeMap<Key, Long> digests, @Nullable Key last) {
    Growth growth = growths[partition];
    if (growth == null || !growth.reading) {
      throw new IllegalStateException("no page of partition " + partition + " was begun");
    }
    growth.reading = false;
    if (growth.tooMany) {
      return false;
    }
    Map<Key, Long> notes = last == null ? growth.notes : growth.notes.headMap(last, true);
    digests.putAll(notes);
    HashTree tree = tree(partition);
    digests.forEach((key, digest) -> tree.changed(key, 0, digest));
    growth.through = last;
    growth.notes.clear();
    if (last == null) {
      growths[partition] = null;
      trusted[partition] = true;
    }
    return true;
  }
}
