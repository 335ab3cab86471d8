package dev.gyre.core.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RumoursTest {
  private static Update update(int member, long incarnation) {
    NodeId node = NodeId.of(member);
    return new Update(node, new Belief(State.ALIVE, incarnation, 0), node);
  }

  @Test
  void eachIsPassedOnSoOftenAndThenForgotten() {
    Rumours rumours = new Rumours(3);
    rumours.add(update(1, 1));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(update(1, 1)), rumours.take(5));
    }
    assertTrue(rumours.take(5).isEmpty());
    assertEquals(0, rumours.size());
  }

  @Test
  void thoseThatWereLeastOftenPassedOnComeFirst() {
    Rumours rumours = new Rumours(4);
    rumours.add(update(1, 1));
    rumours.add(update(2, 1));
    assertEquals(List.of(update(1, 1), update(2, 1)), rumours.take(2));
    rumours.add(update(3, 1));
    assertEquals(List.of(update(3, 1), update(1, 1)), rumours.take(2));
    assertEquals(List.of(update(2, 1), update(3, 1)), rumours.take(2));
  }

  @Test
  void aNewerOneTakesThePlaceOfTheOlder() {
    Rumours rumours = new Rumours(2);
    rumours.add(update(1, 1));
    rumours.take(1);
    rumours.add(update(1, 2));
    assertEquals(1, rumours.size());
    List<Update> all = new ArrayList<>(rumours.take(5));
    all.addAll(rumours.take(5));
    assertEquals(List.of(update(1, 2), update(1, 2)), all);
    assertEquals(0, rumours.size());
  }

  @Test
  void aMessageBearsNoMoreThanItsMost() {
    Rumours rumours = new Rumours(1);
    for (int i = 1; i <= 100; i++) {
      rumours.add(update(i, 1));
    }
    assertEquals(8, rumours.take(8).size());
    assertEquals(92, rumours.size());
  }
}
