package dev.gyre.core.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.value.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LaneTest {

  @Test
  void anExpiredLaneKeepsWhatItSupersedes() {
    WriteId id = new WriteId(5L << 16, 1, 1);
    Content mortal = new Content.Present(Value.of("v"), new Lifetime.Until(1_000));
    Lane put = Lane.EMPTY.put(id, mortal, null, Lane.EMPTY.nextDot(new Actor(1, 1, 1)), 8);
    Ballot ballot = new Ballot(7, 1, 1);
    Lane lane = new Lane(put.context(), put.siblings(), put.window(), ballot);
    assertEquals(ballot, lane.expired(1_000).superseded());
    assertEquals(ballot, lane.outline().superseded());
  }

  @Test
  void ofOneDotTheTombstoneWinsWhicheverWayLanesMerge() {
    WriteId id = new WriteId(5L << 16, 1, 1);
    Actor actor = new Actor(1, 1, 1);
    Content mortal = new Content.Present(Value.of("v"), new Lifetime.Until(1_000));
    Lane alive = Lane.EMPTY.put(id, mortal, null, Lane.EMPTY.nextDot(actor), 8);
    assertSame(alive, alive.expired(999));
    Lane dead = alive.expired(1_000);
    assertEquals(Content.TOMBSTONE, dead.siblings().getFirst().content());
    assertEquals(alive.siblings().getFirst().dot(), dead.siblings().getFirst().dot());
    assertEquals(dead, alive.merge(dead, 8));
    assertEquals(dead, dead.merge(alive, 8));
    assertNotEquals(alive.digest(), dead.digest());
  }

  private static final int WINDOW = 8;
  private static final Actor A = new Actor(1, 1, 1);
  private static final Actor B = new Actor(2, 1, 1);

  private static Set<Dot> dots(Lane lane) {
    return lane.siblings().stream()
        .map(Sibling::dot)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static WriteId id(long stamp) {
    return new WriteId(stamp, 1, stamp);
  }

  private static Lane put(Lane lane, Actor actor, WriteId id, Seen seen) {
    return lane.put(id, Content.of(Value.of("v" + id.stamp())), seen, lane.nextDot(actor), WINDOW);
  }

  @Property(tries = 2_000)
  void keepsExactlyWhatTheModelKeeps(@ForAll @Size(max = 40) List<Integer> choices) {
    LaneHistory history = new LaneHistory();
    for (int choice : choices) {
      history.step(choice);
      for (int at = 0; at < history.lanes().size(); at++) {
        assertEquals(new TreeSet<>(history.survivors(at)), dots(history.lanes().get(at)));
      }
    }
  }

  @Property(tries = 2_000)
  void mergingIsCommutativeAssociativeAndIdempotent(@ForAll @Size(max = 40) List<Integer> choices) {
    LaneHistory history = new LaneHistory();
    choices.forEach(history::step);
    Lane a = history.lanes().get(0);
    Lane b = history.lanes().get(1);
    Lane c = history.lanes().get(2);
    assertEquals(a.merge(b, WINDOW), b.merge(a, WINDOW));
    assertEquals(a.merge(b, 1_000).merge(c, 1_000), a.merge(b.merge(c, 1_000), 1_000));
    assertEquals(a, a.merge(a, 1_000));
    assertEquals(a.merge(b, 1_000), a.merge(b, 1_000).merge(b, 1_000));
  }

  @Property(tries = 1_000)
  void boundedWindowsThatHaveMergedAgree(@ForAll @Size(max = 60) List<Integer> choices) {
    LaneHistory history = new LaneHistory();
    choices.forEach(history::step);
    Lane a = history.lanes().get(0);
    Lane b = history.lanes().get(1);
    Lane c = history.lanes().get(2);
    WriteWindow forth = a.window().union(b.window(), 3).union(c.window(), 3);
    WriteWindow back = c.window().union(b.window(), 3).union(a.window(), 3);
    if (!b.isEmpty() && !a.isEmpty() && !c.isEmpty()) {
      WriteWindow both = forth.union(back, 3);
      assertEquals(both, back.union(forth, 3));
      assertEquals(both, both.union(forth, 3));
      assertEquals(both, both.union(back, 3));
      assertTrue(both.entries().size() <= 3);
    }
  }

  @Test
  void aPutWithContextLeavesAloneWhatItHasNotSeen() {
    Lane first = put(Lane.EMPTY, A, id(1), null);
    Seen seen = first.seen();
    Lane concurrent = put(first, B, id(2), Seen.NOTHING);
    Lane after = put(concurrent, A, id(3), seen);
    assertEquals(Set.of(new Dot(A, 2), new Dot(B, 1)), dots(after));
  }

  @Test
  void aLateRetryBuriesNothingThatWasStampedAfterIt() {
    Lane lane = put(Lane.EMPTY, A, id(5), null);
    Lane after = put(lane, B, id(3), null);
    assertEquals(Set.of(new Dot(A, 1), new Dot(B, 1)), dots(after));
    assertEquals(new Dot(A, 1), after.newestFirst().getFirst().dot());
  }

  @Test
  void oneWriteMintedTwiceIsShownOnceAndDiesWhole() {
    Lane atA = put(Lane.EMPTY, A, id(1), null);
    Lane atB = put(Lane.EMPTY, B, id(1), null);
    Lane both = atA.merge(atB, WINDOW);
    assertEquals(2, both.siblings().size());
    assertEquals(1, both.newestFirst().size());
    Lane overwritten = put(atB, B, id(2), atB.seen());
    assertEquals(Set.of(new Dot(B, 2)), dots(overwritten.merge(atA, WINDOW)));
    assertEquals(Set.of(new Dot(B, 2)), dots(atA.merge(overwritten, WINDOW)));
  }

  /**
   * Found by the first chaos run: the reader saw one dot of a write, the owner it wrote to held the
   * other.
   */
  @Test
  void whoOverwritesAWriteOverwritesItsAliasesToo() {
    Lane atA = put(Lane.EMPTY, A, id(1), null);
    Lane atB = put(Lane.EMPTY, B, id(1), null);
    Lane overwritten = put(atB, B, id(2), atA.seen());
    assertEquals(Set.of(new Dot(B, 2)), dots(overwritten));
    assertEquals(Set.of(new Dot(B, 2)), dots(overwritten.merge(atA, WINDOW)));
  }

  @Test
  void theWindowKeepsWhatIsYoungAndAFewThatAreOld() {
    WriteWindow window = WriteWindow.EMPTY;
    for (int i = 1; i <= 20; i++) {
      window = window.union(first(new WriteId((long) i << 16, 1, i), new Dot(A, i)), 100);
    }
    assertEquals(20, window.entries().size());
    assertEquals(0, window.evictedStamp());
    WriteWindow later = window.union(first(new WriteId(60_000L << 16, 1, 99), new Dot(A, 99)), 100);
    assertEquals(8, later.entries().size());
    assertEquals(13L << 16, later.evictedStamp());
    assertEquals(
        3,
        window
            .union(List.of(WriteWindow.Entry.first(id(1 << 16), new Dot(B, 1))), 3)
            .entries()
            .size());
  }

  /** Only a write that was retried can have a dot that nobody here has heard of. */
  @Test
  void theWindowKeepsRetriesLongest() {
    WriteWindow window =
        WriteWindow.EMPTY.union(
            List.of(new WriteWindow.Entry(id(1), List.of(new Dot(B, 1)), true)), 4);
    for (int i = 2; i <= 9; i++) {
      window = window.union(first(new WriteId((long) i << 40, 1, i), new Dot(A, i)), 4);
    }
    assertEquals(4, window.entries().size());
    assertEquals(id(1), window.entries().getFirst().id());
  }

  private static List<WriteWindow.Entry> first(WriteId id, Dot dot) {
    return List.of(WriteWindow.Entry.first(id, dot));
  }
}
