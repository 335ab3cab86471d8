package dev.gyre.core.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.value.Value;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LaneDigestTest {
  private static final Actor A = new Actor(1, 1, 1);
  private static final WriteId FIRST = new WriteId(1 << 16, 7, 1);

  private static Lane put(Lane lane, Content content) {
    WriteId id = new WriteId(FIRST.stamp(), FIRST.client(), lane.window().size() + 1L);
    return lane.put(id, content, lane.seen(), lane.nextDot(A), 8);
  }

  /** Pinned: they travel, and a Merkle tree is made of them. */
  @Test
  void theDigestIsAFormat() {
    Lane one = put(Lane.EMPTY, Content.of(Value.of("v")));
    assertEquals(0, Lane.EMPTY.digest());
    assertEquals(0x54ff_3ef7_a61f_5f26L, one.digest());
    assertEquals(0x1bf7_83e5_971b_ce22L, put(one, Content.TOMBSTONE).digest());
  }

  @Test
  void aValueIsNotLookedAtAndATombstoneIs() {
    Lane value = put(Lane.EMPTY, Content.of(Value.of("v")));
    assertEquals(value.digest(), put(Lane.EMPTY, Content.of(Value.of("w"))).digest());
    assertNotEquals(value.digest(), put(Lane.EMPTY, Content.TOMBSTONE).digest());
  }

  @Test
  void everythingThatMergingLooksAtIsLookedAt() {
    Lane lane = put(Lane.EMPTY, Content.of(Value.of("v")));
    VersionVector more = lane.context().with(lane.nextDot(A));
    WriteWindow evicted = WriteWindow.of(lane.window().entries(), 1);
    WriteWindow.Entry entry = lane.window().entries().getFirst();
    WriteWindow retried =
        WriteWindow.of(List.of(new WriteWindow.Entry(entry.id(), entry.dots(), true)), 0);
    for (Lane other :
        List.of(
            new Lane(more, lane.siblings(), lane.window()),
            new Lane(lane.context(), List.of(), lane.window()),
            new Lane(lane.context(), lane.siblings(), WriteWindow.EMPTY),
            new Lane(lane.context(), lane.siblings(), evicted),
            new Lane(lane.context(), lane.siblings(), retried))) {
      assertNotEquals(lane.digest(), other.digest(), other.toString());
    }
  }

  @Property(tries = 1_000)
  void lanesAreEqualExactlyWhereTheirDigestsAre(@ForAll @Size(max = 40) List<Integer> choices) {
    LaneHistory history = new LaneHistory();
    choices.forEach(history::step);
    for (Lane left : history.lanes()) {
      for (Lane right : history.lanes()) {
        assertEquals(left.equals(right), left.digest() == right.digest());
      }
    }
  }
}
