package dev.gyre.core.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  private static final RequestId ID = RequestId.of(1, 1);
  private static final Key KEY = Key.of("k");
  private static final CellLimits LIMITS = new CellLimits(2_000, 3, 2);
  private static final Actor FIRST_LIFE = new Actor(1, 1, 1);

  private static Request.Mint mint(long stamp, Actor actor, boolean retried, String value) {
    return mint(stamp, actor, retried, value, null);
  }

  private static Request.Mint mint(
      long stamp, Actor actor, boolean retried, String value, Seen seen) {
    return new Request.Mint(
        ID, KEY, new WriteId(stamp, 9, stamp), Content.of(Value.of(value)), seen, actor, retried);
  }

  private static Cell after(Cell cell, Request.OnCell request) {
    return Replica.apply(cell, request, LIMITS).cell();
  }

  @Test
  void aReadChangesNothing() {
    Cell cell = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "a"));
    Change change = Replica.apply(cell, new Request.Read(ID, KEY), LIMITS);
    assertSame(cell, change.cell());
    assertEquals(new Reply.Found(ID, cell.lane()), change.reply());
  }

  @Test
  void anActorCountsWithoutGapsAndANewLifeIsANewActor() {
    Cell one = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "a"));
    Cell two = after(one, mint(2, new Actor(1, 1, 99), false, "b"));
    assertEquals(FIRST_LIFE, two.actor());
    assertEquals(new Dot(FIRST_LIFE, 2), two.lane().siblings().getFirst().dot());
    Cell three = after(two, mint(3, new Actor(1, 2, 7), false, "c"));
    assertEquals(new Dot(new Actor(1, 2, 7), 1), three.lane().siblings().getFirst().dot());
  }

  @Test
  void aKnownWriteMintsNothing() {
    Cell cell = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "a"));
    Change again = Replica.apply(cell, mint(1, FIRST_LIFE, true, "a"), LIMITS);
    assertSame(cell, again.cell());
    assertInstanceOf(Reply.Minted.class, again.reply());
  }

  @Test
  void aRetryThatMayBeForgottenIsNeverRun() {
    Cell cell = Cell.EMPTY;
    for (int i = 1; i <= 4; i++) {
      cell = after(cell, mint(i, FIRST_LIFE, false, "v" + i));
    }
    Change forgotten = Replica.apply(cell, mint(2, FIRST_LIFE, true, "v2"), LIMITS);
    assertSame(cell, forgotten.cell());
    assertEquals(
        Refusal.FORGOTTEN_WRITE,
        assertInstanceOf(Reply.Refused.class, forgotten.reply()).refusal());
  }

  @Test
  void aPutOverTheLimitsIsRefusedAndLosesNothing() {
    Cell cell = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "a"));
    Change large = Replica.apply(cell, mint(2, FIRST_LIFE, false, "x".repeat(2_001)), LIMITS);
    assertSame(cell, large.cell());
    assertEquals(Refusal.TOO_LARGE, assertInstanceOf(Reply.Refused.class, large.reply()).refusal());
    for (int i = 2; i <= 3; i++) {
      cell = after(cell, mint(i, FIRST_LIFE, false, "s", Seen.NOTHING));
    }
    assertEquals(3, cell.lane().siblings().size());
    Change fourth = Replica.apply(cell, mint(4, FIRST_LIFE, false, "s", Seen.NOTHING), LIMITS);
    assertSame(cell, fourth.cell());
    assertInstanceOf(Reply.Refused.class, fourth.reply());
    Cell resolved = after(cell, mint(5, FIRST_LIFE, false, "s", cell.lane().seen()));
    assertEquals(1, resolved.lane().siblings().size());
  }

  @Test
  void aMergeOfNothingNewIsTheSameCell() {
    Cell cell = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "a"));
    Request.Merge merge = new Request.Merge(ID, KEY, cell.lane());
    assertSame(cell, after(cell, merge));
    assertNotEquals(Cell.EMPTY, after(Cell.EMPTY, merge));
  }

  /** A retry that has asked others: what they know counts, and its first attempt is found there. */
  @Test
  void aRetryKnownElsewhereMintsNothing() {
    Cell elsewhere = after(Cell.EMPTY, mint(1, new Actor(2, 1, 1), false, "a"));
    Request.Mint retry = mint(1, FIRST_LIFE, true, "a").knowing(elsewhere.lane());
    Cell after = after(Cell.EMPTY, retry);
    assertEquals(elsewhere.lane(), after.lane());
  }

  private static Request.Merge mergeOf(Cell cell) {
    return new Request.Merge(ID, KEY, cell.lane());
  }

  /** Found by review: a lane that merges had made too large for a message was lost silently. */
  @Test
  void aMergeThatWouldGrowTheLanePastItsLimitIsRefusedAndChangesNothing() {
    Cell here = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "x".repeat(1_200)));
    Cell there = after(Cell.EMPTY, mint(2, new Actor(2, 1, 1), false, "y".repeat(1_200)));
    Change change = Replica.apply(here, mergeOf(there), LIMITS);
    assertSame(here, change.cell());
    assertEquals(
        Refusal.TOO_LARGE, assertInstanceOf(Reply.Refused.class, change.reply()).refusal());
  }

  @Test
  void aMergeThatSupersedesFitsAlways() {
    Cell here = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "x".repeat(1_200)));
    Seen seen = here.lane().seen();
    Cell next = after(here, mint(2, FIRST_LIFE, false, "y".repeat(1_200), seen));
    assertEquals(new Reply.Stored(ID), Replica.apply(here, mergeOf(next), LIMITS).reply());
  }

  @Test
  void aLaneOverALoweredLimitSaysSo() {
    Cell cell = after(Cell.EMPTY, mint(1, FIRST_LIFE, false, "x".repeat(1_200)));
    Change change = Replica.apply(cell, new Request.Read(ID, KEY), new CellLimits(1_000, 3, 2));
    assertEquals(
        Refusal.TOO_LARGE, assertInstanceOf(Reply.Refused.class, change.reply()).refusal());
  }
}
