package dev.gyre.core.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WriteWindowTest {
  private static final Actor ACTOR = new Actor(1, 1, 1);

  /** The short way and the general one are the same function. */
  @Property(tries = 2_000)
  void aUnionIsTheGeneralUnion(
      @ForAll @Size(max = 40) List<Integer> choices,
      @ForAll @IntRange(min = 1, max = 12) int most) {
    LaneHistory history = new LaneHistory();
    choices.forEach(history::step);
    for (Lane left : history.lanes()) {
      for (Lane right : history.lanes()) {
        assertSameUnion(left.window(), right.window(), most);
      }
    }
  }

  /** As a replica meets it: a later state of its own window, with some gone and some new. */
  @Property(tries = 1_000)
  void aLaterStateReplacesAnEarlierOne(
      @ForAll @IntRange(max = 30) int before,
      @ForAll @IntRange(min = 1, max = 30) int more,
      @ForAll @IntRange(min = 1, max = 12) int most) {
    WriteWindow earlier = written(WriteWindow.EMPTY, 1, before, most);
    WriteWindow later = written(earlier, before + 1, more, most);
    assertSameUnion(earlier, later, most);
    assertSameUnion(later, earlier, most);
    assertEquals(later, earlier.union(later, most));
  }

  @Test
  void anEmptyWindowKeepsWhatTheOtherHasForgotten() {
    WriteWindow forgot = WriteWindow.of(List.of(), 7);
    assertEquals(7, WriteWindow.EMPTY.union(forgot, 4).evictedStamp());
    assertSameUnion(WriteWindow.EMPTY, forgot, 4);
    assertSameUnion(written(WriteWindow.EMPTY, 1, 3, 4), forgot, 4);
  }

  private static void assertSameUnion(WriteWindow left, WriteWindow right, int most) {
    long evicted = Math.max(left.evictedStamp(), right.evictedStamp());
    WriteWindow general = WindowUnion.of(left.entries(), right.entries(), evicted, most);
    if (right.rows() > 0 || evicted > left.evictedStamp()) { // else nothing is looked at
      assertEquals(general, left.union(right, most));
    }
  }

  private static WriteWindow written(WriteWindow window, int first, int count, int most) {
    WriteWindow result = window;
    for (int number = first; number < first + count; number++) {
      WriteId id = new WriteId(HybridClock.at(number * 700L), 1, number);
      result = result.union(List.of(WriteWindow.Entry.first(id, new Dot(ACTOR, number))), most);
    }
    return result;
  }
}
