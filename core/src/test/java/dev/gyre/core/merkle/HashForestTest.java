package dev.gyre.core.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HashForestTest {
  private static final int PARTITIONS = 1;
  private static final int KEYS = 40;
  private static final Actor A = new Actor(1, 1, 1);

  /** Cells, and a forest that is told of every change. */
  private static final class Store {
    private final TreeMap<Key, Cell> cells = new TreeMap<>();
    private final HashForest forest = new HashForest(PARTITIONS);
    private TreeMap<Key, Cell> read = new TreeMap<>();

    void write(int number) {
      Key key = Key.of("k" + number);
      Cell before = cells.getOrDefault(key, Cell.EMPTY);
      Lane lane = before.lane();
      WriteId id = new WriteId(1 << 16, 1, lane.window().size() + 1L);
      Cell after = before.with(lane.put(id, Content.TOMBSTONE, lane.seen(), lane.nextDot(A), 8));
      cells.put(key, after);
      forest.changed(0, key, before, after);
    }

    /** The page as it is at one moment of the reading. */
    void beginPage(int most) {
      Key after = forest.beginPage(0);
      read = new TreeMap<>();
      for (Key key : after == null ? cells.keySet() : cells.tailMap(after, false).keySet()) {
        if (read.size() < most) {
          read.put(key, cells.get(key));
        }
      }
    }

    void endPage(int most) {
      TreeMap<Key, Long> digests = new TreeMap<>();
      read.forEach((key, cell) -> digests.put(key, cell.digest()));
      forest.endPage(0, digests, read.size() == most ? read.lastKey() : null);
    }

    HashTree fromScratch() {
      HashTree tree = new HashTree(PARTITIONS);
      cells.forEach((key, cell) -> tree.changed(key, 0, cell.digest()));
      return tree;
    }
  }

  @Property(tries = 1_000)
  void aTreeGrownWhileCellsChangeIsTheTreeOfTheCells(
      @ForAll @Size(max = 200) List<@IntRange(max = 59) Integer> choices,
      @ForAll @IntRange(min = 1, max = 9) int page) {
    Store store = new Store();
    boolean reading = false;
    for (int choice : choices) {
      if (choice < KEYS) {
        store.write(choice);
      } else if (store.forest.isTrusted(0)) {
        continue;
      } else if (reading && choice % 5 == 0) {
        store.forest.failPage(0);
        reading = false;
      } else if (reading) {
        store.endPage(page);
        reading = false;
      } else {
        store.beginPage(page);
        reading = true;
      }
    }
    while (!store.forest.isTrusted(0)) {
      if (!reading) {
        store.beginPage(page);
      }
      store.endPage(page);
      reading = false;
    }
    store.write(0);
    HashTree expected = store.fromScratch();
    HashTree grown = store.forest.trusted(0);
    assertEquals(expected.root(), grown.root());
    assertArrayEquals(expected.branches(), grown.branches());
    assertArrayEquals(expected.leaves(0xffff), grown.leaves(0xffff));
  }

  @Test
  void aTreeThatIsNotGrownIsNotShown() {
    HashForest forest = new HashForest(PARTITIONS);
    assertFalse(forest.isTrusted(0));
    assertThrows(IllegalStateException.class, () -> forest.trusted(0));
    forest.beginPage(0);
    assertTrue(forest.endPage(0, new TreeMap<>(), null));
    assertEquals(0, forest.trusted(0).root());
  }

  @Test
  void aPageDuringWhichTooMuchChangedIsReadAgain() {
    Store store = new Store();
    store.beginPage(5);
    for (int i = 0; i <= 10_000; i++) {
      store.write(i);
    }
    assertFalse(store.forest.endPage(0, new TreeMap<>(), null));
    store.beginPage(20_000);
    store.endPage(20_000);
    assertEquals(store.fromScratch().root(), store.forest.trusted(0).root());
  }

  /** Pinned: owners compare them over the wire. */
  @Test
  void treesAreAFormat() {
    HashTree tree = new HashTree(256);
    Key key = Key.of("a/key");
    tree.changed(key, 0, 0x1234_5678_9abc_def0L);
    assertEquals(0, tree.root() - tree.branches()[LeafSet.leafOf(key, 256) / 16]);
    assertEquals(LEAF, LeafSet.leafOf(key, 256));
    assertEquals(ROOT, tree.root());
    tree.changed(key, 0x1234_5678_9abc_def0L, 0);
    assertEquals(0, tree.root());
    assertEquals(0, Ring.partitionOf(key, 1));
  }

  private static final int LEAF = 143;
  private static final long ROOT = 4705913242546186982L;
}
