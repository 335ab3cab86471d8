package dev.gyre.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.frame.Versions;
import java.util.List;
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
    Admission admission = new Admission(SELF, TOPOLOGY, serving, 99);
    Control.Hello hello = new Control.Hello(Versions.OURS, role, tag, 0);
    Control.Handshake answer = admission.decide(hello, connectedLife);
    if (reason == null) {
      assertEquals(new Control.Welcome(1, NodeId.of(1), 6, TAG, 3, 99), answer);
    } else {
      assertEquals(reason, assertInstanceOf(Control.Reject.class, answer).reason());
    }
  }

  @Test
  void noCommonVersionIsRefusedBeforeAnythingElse() {
    Admission admission = new Admission(SELF, TOPOLOGY, true, 99);
    Control.Hello hello = new Control.Hello(new Versions(2, 9), PEER, FOREIGN, 0);
    Control.Reject reject = assertInstanceOf(Control.Reject.class, admission.decide(hello, -1));
    assertEquals(RejectReason.VERSION, reject.reason());
    assertEquals("this node speaks version 1 of the protocol, you versions 2 to 9", reject.text());
  }

  private static Control.Role peer(int number) {
    return new Control.Peer(NodeId.of(number), 4);
  }
}
