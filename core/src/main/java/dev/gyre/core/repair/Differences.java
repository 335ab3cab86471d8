package dev.gyre.core.repair;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.merkle.HashTree;
import dev.gyre.core.merkle.LeafSet;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.value.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where two owners differ, at each level of their trees and in their cells. */
final class Differences {
  private Differences() {}

  /** Branches whose hashes differ, as a bit set. */
  static int branches(long[] mine, long[] theirs) {
    int differing = 0;
    for (int i = 0; i < HashTree.FAN_OUT; i++) {
      differing |= mine[i] == theirs[i] ? 0 : 1 << i;
    }
    return differing;
  }

  /** Leaves whose hashes differ; the hashes are those below {@code branches}, in order. */
  static LeafSet leaves(int branches, long[] mine, long[] theirs) {
    long[] words = new long[LeafSet.WORDS];
    int at = 0;
    for (int left = branches; left != 0; left &= left - 1) {
      int first = Integer.numberOfTrailingZeros(left) * HashTree.FAN_OUT;
      for (int leaf = first; leaf < first + HashTree.FAN_OUT; leaf++, at++) {
        if (mine[at] != theirs[at]) {
          words[leaf >>> 6] |= 1L << leaf;
        }
      }
    }
    return LeafSet.ofWords(words);
  }

  /**
   * A key under which the owners hold different lanes.
   *
   * @param bytes of the longer one
   */
  record Differing(Key key, int bytes) {}

  /**
   * What two pages over the same keys tell.
   *
   * @param keys ascending
   * @param through both pages are complete up to this key; null: to the end
   */
  record Listed(List<Differing> keys, @Nullable Key through) {}

  /** Compares the pages as far as both reach. */
  static Listed cells(PartitionReply.Digests mine, PartitionReply.Digests theirs) {
    Key through = earlier(end(mine), end(theirs));
    List<Differing> keys = new ArrayList<>();
    int left = 0;
    int right = 0;
    while (true) {
      PartitionReply.Digest here = at(mine, left, through);
      PartitionReply.Digest there = at(theirs, right, through);
      if (here == null && there == null) {
        return new Listed(List.copyOf(keys), through);
      }
      int order = here == null ? 1 : there == null ? -1 : here.key().compareTo(there.key());
      left += order <= 0 ? 1 : 0;
      right += order >= 0 ? 1 : 0;
      if (order < 0 && here != null) {
        keys.add(new Differing(here.key(), here.bytes()));
      } else if (order > 0 && there != null) {
        keys.add(new Differing(there.key(), there.bytes()));
      } else if (here != null && there != null && here.digest() != there.digest()) {
        keys.add(new Differing(here.key(), Math.max(here.bytes(), there.bytes())));
      }
    }
  }

  private static @Nullable Key end(PartitionReply.Digests page) {
    return page.more() ? page.rows().getLast().key() : null;
  }

  private static @Nullable Key earlier(@Nullable Key left, @Nullable Key right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.compareTo(right) <= 0 ? left : right;
  }

  private static PartitionReply.@Nullable Digest at(
      PartitionReply.Digests page, int index, @Nullable Key through) {
    if (index >= page.rows().size()) {
      return null;
    }
    PartitionReply.Digest row = page.rows().get(index);
    return through != null && row.key().compareTo(through) > 0 ? null : row;
  }

  /**
   * What each side lacks.
   *
   * @param here cells to be merged into this owner's
   * @param there into the other's
   * @param bytes that travel: what was fetched from the other, and what it is sent
   */
  record Lacking(List<PartitionReply.Row> here, List<PartitionReply.Row> there, long bytes) {}

  /** Both answers are of the same keys. A lane that would be too large is left to its writers. */
  static Lacking lanes(
      List<PartitionReply.Row> mine,
      List<PartitionReply.Row> theirs,
      int windowEntries,
      int laneBytes) {
    List<PartitionReply.Row> here = new ArrayList<>();
    List<PartitionReply.Row> there = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < mine.size(); i++) {
      Lane left = mine.get(i).lane();
      Lane right = theirs.get(i).lane();
      Lane merged = left.merge(right, windowEntries);
      bytes += right.sizeBytes();
      PartitionReply.Row row = new PartitionReply.Row(mine.get(i).key(), merged);
      if (merged.sizeBytes() > laneBytes) {
        continue;
      }
      long digest = merged.digest();
      if (digest != left.digest()) {
        here.add(row);
      }
      if (digest != right.digest()) {
        there.add(row);
        bytes += merged.sizeBytes();
      }
    }
    return new Lacking(List.copyOf(here), List.copyOf(there), bytes);
  }
}
