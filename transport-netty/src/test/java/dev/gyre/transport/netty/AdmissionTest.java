package dev.gyre.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.TopologyCodec;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.frame.Versions;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {
  private static final long TAG = FrameCodec.tag(TestCluster.CLUSTER);
  private static final long FOREIGN = FrameCodec.tag(TestCluster.FOREIGN);
  private static final Control.Role PEER = new Control.Peer(NodeId.of(2), 4);
  private static final Control.Role CLIENT = new Control.ClientRole("c");
  private static final NodeIdentity SELF = new NodeIdentity(TestCluster.CLUSTER, NodeId.of(1), 6);
  private static final Topology TOPOLOGY =
      new Topology(
          3,
          16,
          3,
          List.of(new Member(NodeId.of(1), "a", "a:1"), new Member(NodeId.of(2), "b", "b:1")));

  static Stream<Arguments> cases() {
    return Stream.of(
        // role, cluster tag, serving, connected life, the reason or null
        Arguments.of(PEER, TAG, true, -1, null),
        Arguments.of(PEER, TAG, false, -1, null),
        Arguments.of(PEER, TAG, true, 3, null),
        Arguments.of(PEER, TAG, true, 4, null),
        Arguments.of(PEER, TAG, true, 5, RejectReason.OLDER_LIFE),
        Arguments.of(PEER, FOREIGN, true, -1, RejectReason.FOREIGN_CLUSTER),
        Arguments.of(PEER, Control.Hello.ANY_CLUSTER, true, -1, RejectReason.FOREIGN_CLUSTER),
        Arguments.of(peer(1), TAG, true, -1, RejectReason.OWN_ID),
        Arguments.of(peer(3), TAG, true, -1, RejectReason.UNKNOWN_NODE),
        Arguments.of(CLIENT, TAG, true, -1, null),
        Arguments.of(CLIENT, Control.Hello.ANY_CLUSTER, true, -1, null),
        Arguments.of(CLIENT, FOREIGN, true, -1, RejectReason.FOREIGN_CLUSTER),
        Arguments.of(CLIENT, TAG, false, -1, RejectReason.NOT_SERVING));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decides(
      Control.Role role, long tag, boolean serving, int connectedLife, RejectReason reason) {
    Admission admission = new Admission(SELF, TOPOLOGY, serving, 99, PeerMemory.NONE);
    Control.Hello hello = new Control.Hello(Versions.OURS, role, tag, 0);
    Control.Handshake answer = admission.decide(hello, connectedLife);
    if (reason == null) {
      Control.Standing standing = new Control.Standing(TopologyCodec.hash(TOPOLOGY), 0, false);
      assertEquals(
          new Control.Welcome(1, new Control.Peer(NodeId.of(1), 6), TAG, 3, 99, standing), answer);
    } else {
      assertEquals(reason, assertInstanceOf(Control.Reject.class, answer).reason());
    }
  }

  @Test
  void noCommonVersionIsRefusedBeforeAnythingElse() {
    Admission admission = new Admission(SELF, TOPOLOGY, true, 99, PeerMemory.NONE);
    Control.Hello hello = new Control.Hello(new Versions(2, 9), PEER, FOREIGN, 0);
    Control.Reject reject = assertInstanceOf(Control.Reject.class, admission.decide(hello, -1));
    assertEquals(RejectReason.VERSION, reject.reason());
    assertEquals("this node speaks version 1 of the protocol, you versions 2 to 9", reject.text());
  }

  /** Found by review: nodes with other members or racks at one epoch did not notice. */
  @Test
  void anotherTopologyOfTheSameEpochIsRefused() {
    Admission admission = new Admission(SELF, TOPOLOGY, true, 99, PeerMemory.NONE);
    Topology wider = new Topology(3, 16, 2, TOPOLOGY.members());
    Topology newer = new Topology(4, 16, 2, TOPOLOGY.members());
    Control.Reject reject =
        assertInstanceOf(Control.Reject.class, admission.decide(hello(wider, 1, false, 4), -1));
    assertEquals(RejectReason.OTHER_TOPOLOGY, reject.reason());
    assertTrue(reject.text().startsWith("n1 and n2 are both configured with epoch 3"));
    assertInstanceOf(Control.Welcome.class, admission.decide(hello(newer, 1, false, 4), -1));
    assertInstanceOf(Control.Welcome.class, admission.decide(hello(TOPOLOGY, 1, false, 4), -1));
  }

  static Stream<Arguments> histories() {
    return Stream.of(
        // what is known: directory, life; what comes: directory, replaces, life; let in
        Arguments.of(null, 7L, false, 5, true),
        Arguments.of(new PeerMemory.Known(7, 5), 7L, false, 5, true),
        Arguments.of(new PeerMemory.Known(7, 5), 7L, false, 6, true),
        Arguments.of(new PeerMemory.Known(7, 5), 7L, false, 4, false),
        Arguments.of(new PeerMemory.Known(7, 5), 7L, true, 4, false),
        Arguments.of(new PeerMemory.Known(7, 5), 8L, false, 6, false),
        Arguments.of(new PeerMemory.Known(7, 5), 8L, true, 5, false),
        Arguments.of(new PeerMemory.Known(7, 5), 8L, true, 6, true),
        Arguments.of(new PeerMemory.Known(7, 5), 0L, false, 1, true));
  }

  /** Found by review: a node on an emptied disk voted, and minted dots that it had used. */
  @ParameterizedTest
  @MethodSource("histories")
  void aPeerThatLostItsDataIsRefused(
      PeerMemory.Known known, long directory, boolean replaces, int life, boolean letIn) {
    TreeMap<NodeId, PeerMemory.Known> kept = new TreeMap<>();
    if (known != null) {
      kept.put(NodeId.of(2), known);
    }
    Admission admission = new Admission(SELF, TOPOLOGY, true, 99, memory(kept));
    Control.Handshake answer = admission.decide(hello(TOPOLOGY, directory, replaces, life), -1);
    if (letIn) {
      assertInstanceOf(Control.Welcome.class, answer);
      PeerMemory.Known after = directory == 0 ? known : new PeerMemory.Known(directory, life);
      assertEquals(after, kept.get(NodeId.of(2)));
    } else {
      Control.Reject reject = assertInstanceOf(Control.Reject.class, answer);
      assertEquals(RejectReason.LOST_DATA, reject.reason());
      assertTrue(reject.text().contains("--accept-data-loss"), reject.text());
      assertEquals(known, kept.get(NodeId.of(2)));
    }
  }

  private static PeerMemory memory(TreeMap<NodeId, PeerMemory.Known> kept) {
    return new PeerMemory() {
      @Override
      public Known of(NodeId peer) {
        return kept.get(peer);
      }

      @Override
      public void remember(NodeId peer, Known now) {
        kept.put(peer, now);
      }
    };
  }

  private static Control.Hello hello(
      Topology topology, long directory, boolean replaces, int life) {
    Control.Standing standing =
        new Control.Standing(TopologyCodec.hash(topology), directory, replaces);
    return new Control.Hello(
        Versions.OURS, new Control.Peer(NodeId.of(2), life), TAG, topology.epoch(), standing);
  }

  private static Control.Role peer(int number) {
    return new Control.Peer(NodeId.of(number), 4);
  }
}
