package dev.gyre.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Belief;
import dev.gyre.core.message.Gossip.Sighting;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberViewsTest {
  private static final NodeId TARGET = NodeId.of(3);
  private static final Topology TOPOLOGY =
      new Topology(
          1,
          16,
          3,
          List.of(
              new Member(NodeId.of(1), "r", "a:1"),
              new Member(NodeId.of(2), "r", "a:2"),
              new Member(TARGET, "r", "a:3")));

  private static Gossip.Report sees(State state, long forMillis) {
    Belief belief = new Belief(state, (9L << 32) + 2, 0);
    return new Gossip.Report(List.of(new Sighting(TARGET, belief, forMillis)));
  }

  private static String view(Map<String, Gossip.Report> reports) {
    return new MemberViews(TOPOLOGY, reports).of(TARGET);
  }

  @Test
  void whereAllAgreeTheLongestBeliefIsShown() {
    assertEquals(
        "alive for 3m12s, incarnation 9/2",
        view(Map.of("a:1", sees(State.ALIVE, 1_000), "a:2", sees(State.ALIVE, 192_345))));
  }

  @Test
  void whoDisagreesIsNamed() {
    assertEquals(
        "alive (n1), dead (n2)",
        view(Map.of("a:1", sees(State.ALIVE, 1_000), "a:2", sees(State.DEAD, 2_000))));
  }

  @Test
  void nobodyToAskIsNoBelief() {
    assertEquals("", view(Map.of()));
  }

  @Test
  void inJsonEachObserverSpeaks() {
    StringBuilder json = new StringBuilder();
    new MemberViews(TOPOLOGY, Map.of("a:1", sees(State.SUSPECT, 1_500))).append(json, TARGET);
    assertEquals(
        "{\"by\":1,\"state\":\"suspect\",\"seconds\":1.5,\"incarnation\":\"38654705666\"}",
        json.toString());
  }
}
