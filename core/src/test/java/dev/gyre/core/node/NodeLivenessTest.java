package dev.gyre.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node makes of gossip and of silence. */
class NodeLivenessTest {
  private static final NodeId SELF = NodeId.of(1);
  private static final NodeId PEER = NodeId.of(2);
  private static final NodeId OTHER = NodeId.of(3);
  private static final int EPOCH = 5;
  private static final Topology TOPOLOGY =
      new Topology(
          EPOCH,
          16,
          3,
          List.of(
              new Member(SELF, "r", "h:1"),
              new Member(PEER, "r", "h:2"),
              new Member(OTHER, "r", "h:3")));
  private static final Moment NOW = new Moment(10_000, 0);
  private static final long STAMP = HybridClock.at(10_000);

  private final Node node =
      new Node(NodeSettings.of(new ClusterId(1, 2), SELF, TOPOLOGY), Incarnation.fresh(1));

  private static Event.Received received(int epoch, long stamp, Message message) {
    return new Event.Received(PEER, epoch, stamp, message);
  }

  @Test
  void whoLeavesEverythingUnansweredIsNotUpUntilItIsHeard() {
    assertTrue(node.liveness().isUp(SELF));
    assertTrue(node.liveness().isUp(PEER));
    assertFalse(node.liveness().isUp(NodeId.of(9)), "no member");
    Command get = new Command.Get(Key.of("k"), Consistency.ALL, 1_000);
    node.on(new Event.Asked(node.nextRequestId(), get), NOW);
    node.on(new Event.Fired(new TimerId(RequestId.of(1, 999))), new Moment(11_000, 1_000));
    assertFalse(node.liveness().isUp(PEER));
    Message late = new Reply.Stored(RequestId.of(1, 999));
    node.on(received(EPOCH, STAMP, late), new Moment(11_000, 1_000));
    assertTrue(node.liveness().isUp(PEER));
  }

  /** It carries the epoch: so a newer one spreads. */
  @Test
  void gossipIsTakenAtAnyEpochAndAnOlderOneIsToldTheTopology() {
    Gossip.Belief belief = new Gossip.Belief(Gossip.State.SUSPECT, 7, 0);
    Message ping = new Gossip.Ping(1, List.of(new Gossip.Update(OTHER, belief, PEER)));
    List<Effect> older = node.on(received(EPOCH - 1, STAMP, ping), NOW).asJava();
    assertEquals(new Effect.Send(PEER, new Message.TopologyIs(TOPOLOGY)), older.get(0));
    assertInstanceOf(Gossip.Ack.class, assertInstanceOf(Effect.Send.class, older.get(1)).message());
    assertFalse(node.liveness().isUp(OTHER));
    List<Effect> newer = node.on(received(EPOCH + 1, STAMP, ping), NOW).asJava();
    assertEquals(1, newer.size());
  }

  /** A clock that is far ahead says nothing about who is alive, and is not adopted. */
  @Test
  void gossipIsTakenFromAnyClock() {
    long far = HybridClock.at(10_000 + 3_600_000);
    List<Effect> effects =
        node.on(received(EPOCH, far, new Gossip.Ping(1, List.of())), NOW).asJava();
    assertInstanceOf(
        Gossip.Ack.class, assertInstanceOf(Effect.Send.class, effects.getFirst()).message());
    assertTrue(node.currentStamp() < far);
  }

  @Test
  void ownersThatAreNotUpAreAskedLast() {
    Array<NodeId> owners = Array.of(NodeId.of(1), NodeId.of(2), NodeId.of(3), NodeId.of(4));
    assertEquals(
        Array.of(NodeId.of(2), NodeId.of(4), NodeId.of(1), NodeId.of(3)),
        Reachability.order(owners, NodeId.of(2), 2, id -> id.number() != 3));
  }
}
