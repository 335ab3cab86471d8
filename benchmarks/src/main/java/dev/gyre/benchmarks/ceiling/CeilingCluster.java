package dev.gyre.benchmarks.ceiling;

import dev.gyre.benchmarks.process.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Three nodes of this process, each connected to both others over loopback TCP. */
final class CeilingCluster implements Cluster {
  private static final int NODES = 3;

  private final List<CeilingNode> nodes = new ArrayList<>();

  private CeilingCluster() {}

  /** Starts the nodes with their logs in {@code directory}, which is made when missing. */
  static CeilingCluster start(Path directory) throws IOException {
    Files.createDirectories(directory);
    CeilingCluster cluster = new CeilingCluster();
    for (int index = 0; index < NODES; index++) {
      cluster.nodes.add(new CeilingNode(index, directory));
    }
    for (CeilingNode node : cluster.nodes) {
      for (CeilingNode peer : cluster.nodes) {
        if (peer != node) {
          node.join(peer.address());
        }
      }
    }
    return cluster;
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return nodes.stream().map(CeilingNode::address).toList();
  }

  @Override
  public long forces() {
    return nodes.stream().mapToLong(CeilingNode::forces).sum();
  }

  @Override
  public void close() {
    for (CeilingNode node : nodes) {
      node.close();
    }
  }
}
