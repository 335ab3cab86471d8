package dev.gyre.core.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {
  /** SWIM section 4.2, and who has left. */
  @ParameterizedTest
  @CsvSource({
    "ALIVE, 1, ALIVE, 0, true",
    "ALIVE, 1, ALIVE, 1, false",
    "ALIVE, 1, SUSPECT, 0, true",
    "ALIVE, 1, SUSPECT, 1, false",
    "ALIVE, 1, DEAD, 0, true",
    "ALIVE, 1, DEAD, 1, false",
    "ALIVE, 1, LEFT, 0, true",
    "SUSPECT, 1, ALIVE, 1, true",
    "SUSPECT, 0, ALIVE, 1, false",
    "SUSPECT, 1, SUSPECT, 1, false",
    "SUSPECT, 2, SUSPECT, 1, true",
    "SUSPECT, 1, DEAD, 1, false",
    "DEAD, 1, SUSPECT, 1, true",
    "DEAD, 0, SUSPECT, 1, false",
    "DEAD, 1, LEFT, 1, false",
    "LEFT, 1, DEAD, 1, true"
  })
  void whatCounts(State later, long incarnation, State known, long knownIncarnation, boolean is) {
    assertEquals(
        is,
        Precedence.supersedes(
            new Belief(later, incarnation, 7), new Belief(known, knownIncarnation, 7)));
  }

  @Property
  void ofTwoBeliefsOneCountsOrTheyAreEqual(
      @ForAll("beliefs") Belief a, @ForAll("beliefs") Belief b) {
    int sum = (Precedence.supersedes(a, b) ? 1 : 0) + (Precedence.supersedes(b, a) ? 1 : 0);
    assertEquals(a.equals(b) ? 0 : 1, sum);
    assertFalse(Precedence.supersedes(a, a));
  }

  /**
   * Whatever comes in whatever order, however often, in whatever messages: the beliefs are equal.
   */
  @Property
  void mergingDoesNotDependOnTheOrder(@ForAll("updates") List<Update> updates, @ForAll long seed) {
    List<Update> other = new ArrayList<>(updates);
    other.addAll(updates.subList(0, updates.size() / 2));
    Collections.shuffle(other, new Random(seed));
    assertEquals(after(updates, 1), after(other, 3));
  }

  private static List<Belief> after(List<Update> updates, int perMessage) {
    Membership machine = Machines.of(1, 6);
    Moment now = new Moment(0, 0);
    machine.start(now);
    for (int i = 0; i < updates.size(); i += perMessage) {
      List<Update> some = updates.subList(i, Math.min(updates.size(), i + perMessage));
      machine.received(NodeId.of(2), new Gossip.Tell(some), now);
    }
    return machine.members().stream().map(MemberStatus::belief).toList();
  }

  @Provide
  Arbitrary<Belief> beliefs() {
    return Combinators.combine(
            Arbitraries.of(State.class), Arbitraries.longs().between(0, 4), Arbitraries.of(0L, 7L))
        .as(Belief::new);
  }

  @Provide
  Arbitrary<List<Update>> updates() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 6), beliefs(), Arbitraries.integers().between(1, 6))
        .as((member, belief, by) -> new Update(NodeId.of(member), belief, NodeId.of(by)))
        .list()
        .ofMaxSize(20);
  }
}
