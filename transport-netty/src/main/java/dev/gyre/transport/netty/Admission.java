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
 * @param memory of peers; who is let in is remembered
 */
record Admission(
    NodeIdentity identity, Topology topology, boolean serving, long stamp, PeerMemory memory) {

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
          case Control.Peer peer -> refusePeer(peer, hello, connectedLife);
          case Control.ClientRole client -> refuseClient();
        };
    return rejected != null ? rejected : welcome(version);
  }

  private @Nullable Reject refusePeer(Control.Peer peer, Hello hello, int connectedLife) {
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
    return refuseStanding(peer, hello.epoch(), hello.standing());
  }

  /** The same for both sides of a connection: whoever dials applies it to whom it reached. */
  @Nullable Reject refuseStanding(Control.Peer peer, int epoch, Control.Standing standing) {
    Control.Standing ours = identity.standing(topology);
    if (epoch == topology.epoch() && standing.differsFrom(ours)) {
      return new Reject(
          RejectReason.OTHER_TOPOLOGY,
          identity.node()
              + " and "
              + peer.node()
              + " are both configured with epoch "
              + epoch
              + ", and with other members, replication or partitions ("
              + Long.toHexString(ours.topology())
              + " and "
              + Long.toHexString(standing.topology())
              + "): make cluster.peers, cluster.replication and cluster.partitions equal on all"
              + " nodes");
    }
    String lost = memory.refuse(peer.node(), peer.life(), standing);
    return lost == null ? null : new Reject(RejectReason.LOST_DATA, lost);
  }

  private @Nullable Reject refuseClient() {
    return serving ? null : new Reject(RejectReason.NOT_SERVING, "the node does not serve now");
  }

  private Welcome welcome(int version) {
    return new Welcome(
        version,
        new Control.Peer(identity.node(), identity.life()),
        identity.clusterTag(),
        topology.epoch(),
        stamp,
        identity.standing(topology));
  }

  private boolean knows(NodeId node) {
    return topology.members().stream().anyMatch(member -> member.id().equals(node));
  }
}
