package dev.gyre.transport.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each fault does what its name says, and is counted by its effect. */
class LinkFaultsTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static final int MANY = 2_000;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final LinkOptions.Delay FIXED = LinkOptions.Delay.exactly(Duration.ofMillis(1));

  @Test
  void aCalmLinkDeliversEachOnce() {
    SimWorld world = run(options -> options);
    assertEquals(MANY, numbers(world).size());
    assertEquals(MANY, world.count(Effect.DELIVERED));
  }

  @Test
  void lossLosesAboutItsShare() {
    SimWorld world = run(options -> options.withLoss(0.25));
    assertEquals(MANY, world.count(Effect.LOST) + world.count(Effect.DELIVERED));
    assertBetween(MANY / 5, MANY / 3, world.count(Effect.LOST));
  }

  @Test
  void duplicatesComeTwiceWithTheSameContent() {
    SimWorld world =
        run(options -> options.with(new LinkOptions.Duplication(0.1, LONG.toNanos() / 10)));
    assertEquals(MANY + world.count(Effect.DUPLICATED), world.received(TWO).size());
    assertEquals(MANY, new TreeSet<>(numbers(world)).size());
    assertBetween(MANY / 20, MANY / 5, world.count(Effect.DUPLICATED));
  }

  @Test
  void withAFixedDelayNothingOvertakes() {
    SimWorld world = run(options -> options.with(FIXED));
    assertEquals(0, world.count(Effect.REORDERED));
    assertEquals(new ArrayList<>(new TreeSet<>(numbers(world))), numbers(world));
  }

  @Test
  void reorderingLetsOthersOvertake() {
    SimWorld world =
        run(
            options ->
                options.with(FIXED).with(new LinkOptions.Reordering(0.05, LONG.toNanos() / 10)));
    assertEquals(MANY, numbers(world).size());
    assertTrue(world.count(Effect.REORDERED) > 0);
    assertNotEquals(new ArrayList<>(new TreeSet<>(numbers(world))), numbers(world));
  }

  @Test
  void everyCorruptedFrameIsRefused() {
    SimWorld world = run(options -> options.withCorruption(0.5));
    assertEquals(MANY, world.count(Effect.CORRUPTED) + world.count(Effect.DELIVERED));
    assertBetween(MANY / 3, MANY * 2 / 3, world.count(Effect.CORRUPTED));
  }

  @Test
  void delaysKeepToTheirBounds() {
    SimWorld world = started(options -> options.with(new LinkOptions.Delay(10, 1_000, 5_000)));
    long sentAt = world.simulation.nowNanos();
    world.send(ONE, TWO, envelope(1));
    world.simulation.runUntil(sentAt + 9);
    assertEquals(0, world.received(TWO).size());
    world.simulation.runUntil(sentAt + 5_000);
    assertEquals(1, world.received(TWO).size());
  }

  @Test
  void aSlowLinkCarriesOneAfterTheOther() {
    SimWorld world = started(options -> options.with(FIXED).withBytesPerSecond(1_000));
    sendMany(world, 100);
    world.runFor(Duration.ofSeconds(1));
    long afterOneSecond = world.received(TWO).size();
    assertBetween(10, 50, afterOneSecond);
    world.runFor(LONG);
    assertEquals(100, world.received(TWO).size());
    assertEquals(99, world.count(Effect.SLOWED));
  }

  @Test
  void aSlowLinkLosesWhatPassesItsBound() {
    NetworkOptions small =
        new NetworkOptions(LinkOptions.CALM.withBytesPerSecond(1_000), 500, 1_000, 0, 1, 1);
    SimWorld world = new SimWorld(1, small);
    world.start(ONE);
    world.start(TWO);
    sendMany(world, 100);
    world.runFor(LONG);
    assertEquals(100, world.count(Effect.OVERFLOWED) + world.count(Effect.DELIVERED));
    assertTrue(world.count(Effect.OVERFLOWED) > 50);
  }

  @Test
  void aCloggedLinkHoldsAndThenReleasesEverything() {
    SimWorld world = started(options -> options);
    Disturbance clog = world.network.clog(List.of("n1"), List.of("n2"));
    sendMany(world, 50);
    world.runFor(LONG);
    assertEquals(0, world.received(TWO).size());
    assertEquals(50, world.count(Effect.CLOGGED));
    clog.end();
    world.runFor(LONG);
    assertEquals(50, world.received(TWO).size());
  }

  @Test
  void aPartitionStopsBothWaysUntilItEnds() {
    SimWorld world = started(options -> options);
    Disturbance partition = world.network.partition(List.of("n1"), List.of("n2", "n3"));
    world.send(ONE, TWO, envelope(1));
    world.send(TWO, ONE, envelope(1));
    world.runFor(LONG);
    assertEquals(2, world.count(Effect.CUT_OFF));
    partition.end();
    world.send(ONE, TWO, envelope(2));
    world.runFor(LONG);
    assertEquals(List.of(2L), numbers(world));
  }

  @Test
  void aOneWayCutLeavesTheOtherWayOpen() {
    SimWorld world = started(options -> options);
    world.network.cut(List.of("n2"), List.of("n1"));
    world.send(ONE, TWO, envelope(1));
    world.send(TWO, ONE, envelope(1));
    world.runFor(LONG);
    assertEquals(1, world.received(TWO).size());
    assertEquals(0, world.received(ONE).size());
  }

  @Test
  void overlappingPartitionsEndEachForItself() {
    SimWorld world = started(options -> options);
    Disturbance first = world.network.partition(List.of("n1"), List.of("n2"));
    Disturbance second = world.network.cut(List.of("n1"), List.of("n2"));
    first.end();
    first.end();
    world.send(ONE, TWO, envelope(1));
    second.end();
    world.send(ONE, TWO, envelope(2));
    world.runFor(LONG);
    assertEquals(List.of(2L), numbers(world));
  }

  @Test
  void whatACrashOvertakesReachesTheNextLifeOrNobody() {
    SimWorld world = new SimWorld(1, NetworkOptions.DEFAULT.withReachNextLife(0.5));
    world.start(ONE);
    world.start(TWO);
    sendMany(world, MANY);
    world.crash(TWO);
    world.start(TWO);
    world.runFor(LONG);
    long reached = world.count(Effect.REACHED_NEXT_LIFE);
    assertTrue(reached > 0);
    assertTrue(world.count(Effect.LOST_IN_CRASH) > 0);
    assertEquals(reached, world.received(TWO).size());
  }

  @Test
  void withoutSurvivalNothingOfTheOldLifeArrives() {
    SimWorld world = new SimWorld(1, NetworkOptions.DEFAULT.withReachNextLife(0));
    world.start(ONE);
    world.start(TWO);
    sendMany(world, MANY);
    world.crash(TWO);
    world.start(TWO);
    world.runFor(LONG);
    assertEquals(0, world.received(TWO).size());
    assertEquals(MANY, world.count(Effect.LOST_IN_CRASH));
  }

  @Test
  void aPausedNodeGetsItsMessagesWhenItGoesOn() {
    SimWorld world = started(options -> options);
    world.node(TWO).process.pause();
    sendMany(world, 10);
    world.runFor(LONG);
    assertEquals(0, world.received(TWO).size());
    world.node(TWO).process.resume();
    world.runFor(LONG);
    assertEquals(10, world.received(TWO).size());
  }

  @Test
  void takingOneFaultAwayLeavesTheOthersAsTheyWere() {
    UnaryOperator<LinkOptions> lossy = options -> options.with(FIXED).withLoss(0.2);
    SimWorld with = run(options -> lossy.apply(options).withCorruption(0.3));
    SimWorld without = run(lossy);
    assertEquals(with.count(Effect.LOST), without.count(Effect.LOST));
    assertTrue(new TreeSet<>(numbers(without)).containsAll(numbers(with)));
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    UnaryOperator<LinkOptions> all =
        options ->
            options
                .withLoss(0.1)
                .withCorruption(0.1)
                .with(new LinkOptions.Duplication(0.1, 1_000_000))
                .with(new LinkOptions.Reordering(0.1, 1_000_000));
    SimWorld first = run(all);
    SimWorld second = run(all);
    assertEquals(first.simulation.trace().hash(), second.simulation.trace().hash());
    assertEquals(numbers(first), numbers(second));
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> LinkOptions.CALM.withLoss(1.5));
    assertThrows(IllegalArgumentException.class, () -> LinkOptions.CALM.withCorruption(-1));
    assertThrows(IllegalArgumentException.class, () -> LinkOptions.CALM.withBytesPerSecond(-1));
    assertThrows(IllegalArgumentException.class, () -> new LinkOptions.Delay(2, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> new LinkOptions.Duplication(0.5, 0));
    assertThrows(IllegalArgumentException.class, () -> new LinkOptions.Reordering(2, 1));
  }

  private static SimWorld run(UnaryOperator<LinkOptions> faults) {
    SimWorld world = started(faults);
    for (int i = 0; i < MANY; i++) {
      world.send(ONE, TWO, envelope(i));
      world.runFor(Duration.ofNanos(10_000));
    }
    world.runFor(LONG);
    return world;
  }

  private static SimWorld started(UnaryOperator<LinkOptions> faults) {
    SimWorld world = new SimWorld(5, NetworkOptions.DEFAULT.with(faults.apply(LinkOptions.CALM)));
    world.start(ONE);
    world.start(TWO);
    return world;
  }

  private static void sendMany(SimWorld world, int count) {
    for (int i = 0; i < count; i++) {
      world.send(ONE, TWO, envelope(i));
    }
  }

  private static Envelope envelope(long number) {
    Message message = new Reply.Stored(RequestId.of(1, number));
    return new Envelope(1, number, message);
  }

  /** The numbers that arrived, in order of arrival. */
  private static List<Long> numbers(SimWorld world) {
    return world.received(TWO).stream().map(Event.Received::stamp).toList();
  }

  private static void assertBetween(long least, long most, long actual) {
    assertTrue(actual >= least && actual <= most, actual + " not in " + least + " to " + most);
  }
}
