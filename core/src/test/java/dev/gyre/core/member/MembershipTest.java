package dev.gyre.core.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What several memberships do together. */
class MembershipTest {
  private static final long FIRST = 1L << 32;
  private static final long HEALED_MILLIS = 120_000;

  private static Belief own(Membership machine) {
    return machine.members().getFirst().belief();
  }

  @Property
  void aLiveMemberAlwaysOutdoesItsAccusers(
      @ForAll State state, @ForAll @LongRange(min = 0, max = FIRST + 100) long incarnation) {
    Membership machine = Machines.of(1, 5);
    Moment now = new Moment(0, 0);
    machine.start(now);
    long before = own(machine).incarnation();
    Update said = new Update(NodeId.of(1), new Belief(state, incarnation, 71), NodeId.of(3));
    var effects = machine.received(NodeId.of(2), new Gossip.Ping(1, List.of(said)), now);
    long after = own(machine).incarnation();
    assertEquals(State.ALIVE, own(machine).state());
    boolean accused = incarnation > before || (incarnation == before && state != State.ALIVE);
    assertEquals(accused ? incarnation + 1 : before, after);
    assertTrue(
        effects.toString().contains("incarnation=" + after), "whoever asked is told at once");
  }

  @Property(tries = 60)
  void nobodyAliveAndConnectedStaysDead(
      @ForAll @IntRange(min = 2, max = 9) int size,
      @ForAll @DoubleRange(min = 0, max = 0.3) double loss,
      @ForAll long seed) {
    Meadow meadow = new Meadow(size, seed);
    Random random = new Random(~seed);
    for (int i = 0; i < 6; i++) {
      int cut = 1 + random.nextInt(size);
      boolean oneWay = random.nextBoolean();
      meadow.passes =
          (from, to) ->
              random.nextDouble() >= loss && (from <= cut == to <= cut || (oneWay && from <= cut));
      meadow.runFor(random.nextInt(60_000));
      int one = 1 + random.nextInt(size);
      meadow.pause(one);
      meadow.runFor(random.nextInt(30_000));
      meadow.resume(one);
      meadow.crash(one);
      meadow.runFor(random.nextInt(30_000));
      meadow.start(one);
    }
    meadow.passes = (from, to) -> true;
    meadow.runFor(HEALED_MILLIS);
    assertEquals("", meadow.disagreement());
  }

  @Property(tries = 20)
  void whoDiesIsFoundDeadByAll(
      @ForAll @IntRange(min = 3, max = 20) int size,
      @ForAll @DoubleRange(min = 0, max = 0.1) double loss,
      @ForAll long seed) {
    Meadow meadow = new Meadow(size, seed);
    Random random = new Random(~seed);
    meadow.passes = (from, to) -> random.nextDouble() >= loss;
    meadow.runFor(5_000);
    meadow.crash(1);
    meadow.runFor(HEALED_MILLIS);
    meadow.passes = (from, to) -> true;
    meadow.runFor(HEALED_MILLIS);
    for (int i = 2; i <= size; i++) {
      assertFalse(meadow.machine(i).isUp(NodeId.of(1)), "by n" + i);
      assertEquals(State.DEAD, meadow.machine(i).members().getFirst().belief().state());
    }
  }

  @Test
  void whoLeavesIsKnownToHaveLeftAndComesBackWithAHigherIncarnation() {
    Meadow meadow = new Meadow(5, 7);
    meadow.runFor(5_000);
    long before = own(meadow.machine(1)).incarnation();
    meadow.leave(1);
    meadow.runFor(100);
    for (int i = 2; i <= 5; i++) {
      Belief belief = meadow.machine(i).members().getFirst().belief();
      assertEquals(State.LEFT, belief.state());
      assertEquals(before, belief.incarnation());
    }
    meadow.runFor(60_000);
    meadow.start(1);
    meadow.runFor(2_000);
    assertEquals("", meadow.disagreement());
    assertTrue(own(meadow.machine(1)).incarnation() > before);
    assertEquals(1, meadow.machine(2).count(MemberCounter.RETURNS));
    assertEquals(0, meadow.machine(2).count(MemberCounter.FALSE_ALARMS));
  }

  /** Lifeguard's point: a node that stands still neither accuses others nor stays accused. */
  @Test
  void whoStoodStillAccusesNobodyAndIsBack() {
    Meadow meadow = new Meadow(5, 11);
    meadow.runFor(5_000);
    meadow.pause(1);
    meadow.runFor(60_000);
    assertEquals(State.DEAD, meadow.machine(2).members().getFirst().belief().state());
    meadow.resume(1);
    meadow.runFor(20_000);
    assertEquals("", meadow.disagreement());
    assertEquals(1, meadow.machine(1).count(MemberCounter.LATE_WAKES));
    assertEquals(0, meadow.machine(1).count(MemberCounter.SUSPICIONS));
    for (int i = 2; i <= 5; i++) {
      assertEquals(1, meadow.machine(i).count(MemberCounter.FALSE_ALARMS), "by n" + i);
      assertEquals(1, meadow.machine(i).count(MemberCounter.DEATHS), "by n" + i);
    }
  }

  /** A death that one side of a partition tells the other is a suspicion, and soon refuted. */
  @Test
  void aPartitionThatHealsKillsNobodyElse() {
    Meadow meadow = new Meadow(8, 3);
    meadow.runFor(5_000);
    meadow.passes = (from, to) -> from <= 4 == to <= 4;
    meadow.runFor(120_000);
    meadow.passes = (from, to) -> true;
    meadow.runFor(5_000);
    assertEquals("", meadow.disagreement());
    for (int i = 1; i <= 8; i++) {
      assertEquals(4, meadow.machine(i).count(MemberCounter.DEATHS), "by n" + i);
    }
  }
}
