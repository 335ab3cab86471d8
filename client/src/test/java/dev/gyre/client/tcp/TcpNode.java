package dev.gyre.client.tcp;

import dev.gyre.client.host.LaneStore;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.host.Client;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.NettySetup;
import dev.gyre.transport.netty.NettyTransport;
import dev.gyre.transport.netty.NodeIdentity;
import dev.gyre.transport.netty.Served;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.time.Duration;

/** A listener on loopback with a client of the test's choice behind it. */
final class TcpNode {
  private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);
  static final Duration BOUND = Duration.ofSeconds(30);

  final HostPort address;
  private final NodeLoop loop;
  private final NettyTransport transport;

  TcpNode(int number, Topology topology, Client behind) {
    this.loop = NodeLoop.start("test-n" + number, Throwable::printStackTrace);
    NodeIdentity identity = new NodeIdentity(LaneStore.CLUSTER, NodeId.of(number), 1);
    this.transport = new NettySetup(loop, identity, topology).bind(ANY_PORT).block(BOUND);
    this.address = transport.address();
    loop.run(
        () -> transport.serve(new Served(behind, () -> topology, () -> HybridClock.at(1_000))));
  }

  /** Says goodbye first. */
  void close() {
    transport.close().block(BOUND);
    loop.close().block(BOUND);
  }

  /** Sockets close unflushed. */
  void crash() {
    loop.close().block(BOUND);
  }
}
