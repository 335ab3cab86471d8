package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.storage.tree.CellTree;
import dev.gyre.storage.tree.TreeView;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * What the tree has for a page, read beside the node's worker: a merge of one walk for each
 * partition.
 *
 * @param cells ascending
 * @param cut whether the tree may have more behind the last one
 * @param isDamaged whether a block on the way failed its checksum: then nothing else counts
 */
record TreePage(List<Found> cells, boolean cut, boolean isDamaged) {
  private static final TreePage DAMAGED = new TreePage(List.of(), false, true);

  /**
   * Most bytes read for one page, or one cell if that has more: digests are small, cells are not.
   */
  private static final long READ_BYTES = 4L << 20;

  /** A cell of the tree; null when it fails its checksum, or is just being replaced. */
  record Found(Key key, @Nullable Cell cell) {}

  /** A walk that stands at a cell. */
  private record Place(TreeView.Walk walk) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return TreeKey.compareKeys(walk.key(), other.walk.key());
    }
  }

  static TreePage read(CellTree tree, PartitionRequest.Page request) {
    try (TreeView view = tree.view()) {
      return read(tree, begin(view, request.partitions(), request.range()), request);
    } catch (MVStoreException damaged) {
      return DAMAGED;
    }
  }

  private static PriorityQueue<Place> begin(
      TreeView view, PartitionSet partitions, KeyRange range) {
    PriorityQueue<Place> places = new PriorityQueue<>();
    Key after = range.after();
    for (int p = partitions.next(0); p >= 0; p = partitions.next(p + 1)) {
      byte[] from = TreeKey.of(p, range.start());
      TreeView.Walk walk = view.walk(from, TreeKey.of(p, range.prefix().bytes()));
      boolean stands = walk.advance();
      if (stands && after != null && TreeKey.keyOf(walk.key()).equals(after)) {
        stands = walk.advance();
      }
      if (stands) {
        places.add(new Place(walk));
      }
    }
    return places;
  }

  private static TreePage read(
      CellTree tree, PriorityQueue<Place> places, PartitionRequest.Page request) {
    PartitionRequest.Extent extent = request.extent();
    List<Found> cells = new ArrayList<>();
    long most = extent.detail() == Detail.LANES ? extent.maxBytes() : READ_BYTES;
    long bytes = 0;
    for (Place place = places.poll(); place != null; place = places.poll()) {
      Key key = TreeKey.keyOf(place.walk.key());
      if (!request.wants(key)) {
        if (place.walk.advance()) {
          places.add(place);
        }
        continue;
      }
      byte[] value = place.walk.value();
      bytes += Math.max(value.length, CellTree.largeBytes(value));
      if (!cells.isEmpty() && (cells.size() >= extent.maxCells() || bytes > most)) {
        return new TreePage(cells, true, false);
      }
      cells.add(new Found(key, cell(tree, place.walk.key(), value)));
      if (place.walk.advance()) {
        places.add(place);
      }
    }
    return new TreePage(cells, false, false);
  }

  private static @Nullable Cell cell(CellTree tree, byte[] key, byte[] value) {
    try {
      byte[] whole = CellTree.largeBytes(value) > 0 ? tree.readLarge(key, value) : value;
      return whole == null ? null : CellCodec.decode(whole);
    } catch (MalformedException damaged) {
      return null;
    }
  }
}
