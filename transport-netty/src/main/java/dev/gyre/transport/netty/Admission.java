package dev.gyre.transport.netty;

import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.Control.Hello;
import dev.gyre.transport.netty.frame.Control.Reject;
import dev.gyre.transport.netty.frame.Control.Welcome;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.frame.Versions;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in: a pure decision.
 *
 * @param serving whether there is a node to ask
 * @param stamp the node's clock, 0 before it serves
 */
record Admission(NodeIdentity identity, Topology topology, boolean serving, long stamp) {

  /**
   * @param connectedLife life of the same peer that is connected already, -1 for none
   */
  Control.Handshake decide(Hello hello, int connectedLife) {
    int version = Versions.OURS.chosenWith(hello.versions());
    if (version == Versions.NONE) {
      return new Reject(
          RejectReason.VERSION,
          "this node speaks " + Versions.OURS + " of the protocol, you " + hello.versions());
    }
    boolean anyCluster = hello.clusterTag() == Hello.ANY_CLUSTER;
    boolean isClient = hello.role() instanceof Control.ClientRole;
    if (hello.clusterTag() != identity.clusterTag() && !(anyCluster && isClient)) {
      return new Reject(
          RejectReason.FOREIGN_CLUSTER,
          "this node belongs to another cluster: check the cluster id");
    }
    Reject rejected =
        switch (hello.role()) {
          case Control.Peer peer -> refusePeer(peer, connectedLife);
          case Control.ClientRole client -> refuseClient();
        };
    return rejected != null ? rejected : welcome(version);
  }

  private @Nullable Reject refusePeer(Control.Peer peer, int connectedLife) {
    if (peer.node().equals(identity.node())) {
      return new Reject(
          RejectReason.OWN_ID, "this node is " + peer.node() + " itself: two nodes have one id");
    }
    if (!knows(peer.node())) {
      return new Reject(
          RejectReason.UNKNOWN_NODE, peer.node() + " is no member of the cluster as known here");
    }
    if (peer.life() < connectedLife) {
      return new Reject(
          RejectReason.OLDER_LIFE,
          peer.node()
              + " is connected in its life "
              + connectedLife
              + ", you come from life "
              + peer.life());
    }
    return null;
  }

  private @Nullable Reject refuseClient() {
    return serving ? null : new Reject(RejectReason.NOT_SERVING, "the node does not serve now");
  }

  private Welcome welcome(int version) {
    return new Welcome(
        version, identity.node(), identity.life(), identity.clusterTag(), topology.epoch(), stamp);
  }

  private boolean knows(NodeId node) {
    return topology.members().stream().anyMatch(member -> member.id().equals(node));
  }
}
