package dev.gyre.core.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.value.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionSetTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 128, 65_536})
  void allOfThemAreInOrder(int partitions) {
    PartitionSet all = PartitionSet.all(partitions);
    assertEquals(partitions, all.size());
    int expected = 0;
    for (int p = all.next(0); p >= 0; p = all.next(p + 1)) {
      assertEquals(expected++, p);
    }
    assertEquals(partitions, expected);
    assertEquals(all, PartitionSet.ofWords(partitions, all.words()));
  }

  @Test
  void aKeyIsInItsPartition() {
    Key key = Key.of("k");
    int partition = Ring.partitionOf(key, 256);
    PartitionSet only = PartitionSet.of(256, partition);
    assertTrue(only.contains(key));
    assertEquals(partition, only.next(0));
    assertEquals(-1, only.next(partition + 1));
    assertFalse(PartitionSet.where(256, p -> p != partition).contains(key));
  }

  @Test
  void whatIsBesideThePartitionsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> PartitionSet.of(16, 16));
    assertThrows(IllegalArgumentException.class, () -> PartitionSet.all(3));
    assertThrows(IllegalArgumentException.class, () -> PartitionSet.ofWords(2, new long[] {0b100}));
    assertThrows(IllegalArgumentException.class, () -> PartitionSet.ofWords(128, new long[1]));
  }
}
