package dev.gyre.server.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.value.NodeId;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static Roster roster(String self, String... names) {
    return Roster.of(
        Packet.parse(
            "{\"body\":{\"type\":\"init\",\"node_id\":\""
                + self
                + "\",\"node_ids\":[\""
                + String.join("\",\"", names)
                + "\"]}}"));
  }

  @Test
  void allNodesNumberOneAnotherAlike() {
    Roster first = roster("n10", "n1", "n2", "n10");
    Roster second = roster("n2", "n10", "n2", "n1");
    assertEquals(NodeId.of(2), first.self());
    assertEquals(first.self(), second.node("n10"));
    assertEquals("n10", second.name(NodeId.of(2)));
    assertEquals(first.cluster(), second.cluster());
    assertEquals(first.topology(3), second.topology(3));
    assertNull(first.node("n3"));
  }

  @Test
  void aNodeThatIsNotAmongTheNodesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> roster("n4", "n1", "n2"));
  }
}
