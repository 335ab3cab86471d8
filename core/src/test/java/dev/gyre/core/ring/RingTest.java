package dev.gyre.core.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingTest {
  private static final int PARTITIONS = 256;

  private static List<Member> members(int count, int racks) {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      members.add(new Member(NodeId.of(i), "rack" + i % racks, "host:" + i));
    }
    return members;
  }

  private static Ring ring(List<Member> members) {
    return Ring.of(new Topology(1, PARTITIONS, 3, members));
  }

  @Property(tries = 50)
  void everyNodeComputesTheSameRing(
      @ForAll @IntRange(min = 1, max = 30) int count, @ForAll long seed) {
    List<Member> shuffled = members(count, 3);
    Collections.shuffle(shuffled, new Random(seed));
    Ring one = ring(members(count, 3));
    Ring other = ring(shuffled);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertEquals(one.preferenceList(partition), other.preferenceList(partition));
    }
  }

  @Property(tries = 40)
  void ownersAreDistinctAndOnDistinctRacksWhileThereAreSome(
      @ForAll @IntRange(min = 3, max = 24) int count,
      @ForAll @IntRange(min = 1, max = 5) int racks) {
    List<Member> members = members(count, racks);
    Ring ring = ring(members);
    int distinct = (int) members.stream().map(Member::rack).distinct().count();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Set<NodeId> owners = new TreeSet<>(ring.owners(partition).asJava());
      Set<String> ownerRacks = new TreeSet<>();
      for (Member member : members) {
        if (owners.contains(member.id())) {
          ownerRacks.add(member.rack());
        }
      }
      assertEquals(3, owners.size());
      assertEquals(Math.min(3, distinct), ownerRacks.size());
      assertEquals(count, ring.preferenceList(partition).distinct().size());
      assertEquals(ring.owners(partition), ring.preferenceList(partition).take(3));
    }
  }

  @Property(tries = 60)
  void theFullestNodeHoldsAtMostAQuarterMoreThanTheMean(
      @ForAll @IntRange(min = 1, max = 100) int count) {
    Ring ring = ring(members(count, 1));
    TreeMap<NodeId, Integer> load = new TreeMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ring.owners(partition).forEach(owner -> load.merge(owner, 1, Integer::sum));
    }
    double mean = PARTITIONS * ring.topology().owners() / (double) count;
    int fullest = Collections.max(load.values());
    assertTrue(fullest <= Math.max(Math.ceil(mean), 1.25 * mean), fullest + " of " + mean);
  }

  /** About 1/M of the copies moves: never more than twice that and two hundredths. */
  @Property(tries = 60)
  void aNodeMoreOrLessMovesItsShare(@ForAll @IntRange(min = 4, max = 60) int count) {
    Ring less = ring(members(count - 1, 1));
    Ring more = ring(members(count, 1));
    int moved = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Set<NodeId> before = new TreeSet<>(less.owners(partition).asJava());
      for (NodeId owner : more.owners(partition)) {
        moved += before.contains(owner) ? 0 : 1;
      }
    }
    double share = moved / (3.0 * PARTITIONS);
    assertTrue(share <= 2.0 / count + 0.02, share + " of the copies moved to node " + count);
    assertTrue(moved > 0);
  }

  /** Pinned: which partition a key falls into is a disk format. */
  @ParameterizedTest
  @CsvSource({"a, 256, 210", "abc, 256, 68", "a, 1, 0", "a, 65536, 53838"})
  void partitions(String key, int partitions, int expected) {
    assertEquals(expected, Ring.partitionOf(Key.of(key), partitions));
  }

  @Test
  void fewerMembersThanCopiesOwnEverything() {
    Ring ring = ring(members(2, 2));
    assertEquals(2, ring.owners(Key.of("k")).size());
  }
}
