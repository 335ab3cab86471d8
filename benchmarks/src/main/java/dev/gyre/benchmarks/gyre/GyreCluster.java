package dev.gyre.benchmarks.gyre;

import dev.gyre.benchmarks.process.Cluster;
import dev.gyre.benchmarks.process.FreePorts;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Three nodes of this process, each connected to both others over loopback TCP. */
final class GyreCluster implements Cluster {
  private static final int NODES = 3;
  private static final ClusterId ID = new ClusterId(0x6779_7265L, 0x6265_6e63_68L);

  private final List<InetSocketAddress> addresses;
  private final List<GyreNode> nodes = new ArrayList<>();

  private GyreCluster(List<InetSocketAddress> addresses) {
    this.addresses = addresses;
  }

  /** Starts the nodes with their data in {@code directory}, which is made when missing. */
  static GyreCluster start(Path directory) throws IOException {
    GyreCluster cluster = new GyreCluster(FreePorts.choose(NODES));
    List<Member> members = new ArrayList<>();
    for (int number = 1; number <= NODES; number++) {
      InetSocketAddress address = cluster.addresses.get(number - 1);
      String at = address.getAddress().getHostAddress() + ":" + address.getPort();
      members.add(new Member(NodeId.of(number), "rack" + number, at));
    }
    Topology topology = new Topology(1, Topology.DEFAULT_PARTITIONS, NODES, members);
    for (Member member : members) {
      cluster.nodes.add(new GyreNode(ID, member, topology, directory));
    }
    return cluster;
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  @Override
  public long forces() {
    return nodes.stream().mapToLong(GyreNode::forces).sum();
  }

  @Override
  public void close() {
    nodes.forEach(GyreNode::close);
  }
}
