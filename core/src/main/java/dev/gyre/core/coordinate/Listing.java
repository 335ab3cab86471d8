package dev.gyre.core.coordinate;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.message.Outcome.Page.Entry;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest.Extent;
import dev.gyre.core.value.Key;
import io.vavr.collection.List;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Makes one list of the pages that owners sent: their lanes merged key by key, and only then what
 * is deleted left out, and only then counted. An owner that missed a delete still has the value, so
 * whoever drops tombstones before merging brings it back; and whoever counts before dropping ends a
 * page on keys that are not there.
 */
final class Listing {
  private final CellLimits limits;
  private final int limit;
  private final ArrayList<Entry> entries = new ArrayList<>();
  private long bytes;

  /** The last key that was looked at; null before the first. */
  private @Nullable Key last;

  private boolean full;

  /** Goes on behind what was listed before. */
  Listing(CellLimits limits, int limit, java.util.List<Entry> before) {
    this.limits = limits;
    this.limit = limit;
    before.forEach(this::list);
  }

  /**
   * Lists the keys of the pages in order, up to {@code through} (null: all). False when it was full
   * before it came to the end of them.
   */
  boolean add(List<PartitionReply.Cells> pages, @Nullable Key through) {
    Heads heads = new Heads(pages);
    for (Key key = heads.least(); key != null; key = heads.least()) {
      if (through != null && key.compareTo(through) > 0) {
        return true;
      }
      if (full) {
        return false;
      }
      take(key, heads.merge(key, limits.windowEntries()));
    }
    return true;
  }

  private void take(Key key, Both lanes) {
    java.util.List<Sibling> visible = lanes.newestFirst(limits);
    last = key;
    if (visible.isEmpty() || !(visible.getFirst().content() instanceof Content.Present present)) {
      return;
    }
    list(new Entry(key, present.value(), visible.getFirst().writeId().stamp(), visible.size()));
  }

  private void list(Entry entry) {
    entries.add(entry);
    bytes += PartitionReply.Row.sizeBytes(entry.key(), entry.value().length());
    full = entries.size() >= limit || bytes >= Extent.MOST_BYTES;
  }

  /** Half of what was asked for is enough for a page: the rest would cost another round. */
  boolean isEnough() {
    return entries.size() * 2 >= limit || bytes * 2 >= Extent.MOST_BYTES;
  }

  /** The key at which it became full, or the last one before; null before the first. */
  @Nullable Key last() {
    return last;
  }

  java.util.List<Entry> entries() {
    return java.util.List.copyOf(entries);
  }

  /** A place in each page. */
  private static final class Heads {
    private final java.util.List<java.util.List<PartitionReply.Row>> rows = new ArrayList<>();
    private final int[] at;

    Heads(List<PartitionReply.Cells> pages) {
      pages.forEach(page -> rows.add(page.rows()));
      this.at = new int[rows.size()];
    }

    @Nullable Key least() {
      Key least = null;
      for (int i = 0; i < at.length; i++) {
        Key key = at[i] < rows.get(i).size() ? rows.get(i).get(at[i]).key() : null;
        if (key != null && (least == null || key.compareTo(least) < 0)) {
          least = key;
        }
      }
      return least;
    }

    /** What the pages say of the key at which the first of them stand; they go on behind it. */
    Both merge(Key key, int windowEntries) {
      Both merged = Both.NOTHING;
      for (int i = 0; i < at.length; i++) {
        if (at[i] < rows.get(i).size() && rows.get(i).get(at[i]).key().equals(key)) {
          merged = merged.and(Both.of(rows.get(i).get(at[i])), windowEntries);
          at[i]++;
        }
      }
      return merged;
    }
  }
}
