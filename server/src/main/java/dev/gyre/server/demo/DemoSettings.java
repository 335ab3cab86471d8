package dev.gyre.server.demo;

import dev.gyre.core.member.MemberSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.server.config.HostPort;
import dev.gyre.server.config.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings of a demo's nodes: those of a production node, sized to share one small process. */
final class DemoSettings {
  private static final String HOST = "127.0.0.1";
  private static final int REPLICATION = 3;

  /** The binary port of a node is this much below its HTTP port, if it is free: 7400 for 7480. */
  private static final int BINARY_BELOW_HTTP = 80;

  private static final ServerSettings.Limits LIMITS =
      new ServerSettings.Limits(
          new ServerSettings.Cells(8 << 20, 24 << 20, 64),
          new ServerSettings.Flight(4096, 26L << 20),
          new ServerSettings.Memory(64L << 20, 4L << 20),
          ServerSettings.Hints.DEFAULT,
          new ServerSettings.Http(128 << 10, 4096));

  private static final ServerSettings.Timeouts TIMEOUTS =
      new ServerSettings.Timeouts(
          2_000,
          60_000,
          5_000,
          500,
          new ServerSettings.HttpTimeouts(10_000, 30_000, 60_000),
          MemberSettings.DEFAULT);

  private DemoSettings() {}

  /** Node i serves HTTP on {@code httpPort + i - 1}, or on any free port when that is 0. */
  static List<ServerSettings> of(DemoDirectory directory, int nodes, int httpPort)
      throws DemoException {
    List<Member> members = new ArrayList<>();
    List<Integer> ports = binaryPorts(nodes, httpPort);
    for (int i = 0; i < nodes; i++) {
      String address = new HostPort(HOST, ports.get(i)).toString();
      members.add(new Member(NodeId.of(i + 1), "rack-" + (i + 1), address));
    }
    Topology topology = new Topology(1, Topology.DEFAULT_PARTITIONS, REPLICATION, members);
    List<ServerSettings> settings = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      settings.add(
          new ServerSettings(
              new ServerSettings.Identity(directory.cluster(), NodeId.of(i + 1), topology),
              new ServerSettings.Network(
                  new HostPort(HOST, ports.get(i)),
                  Map.of(),
                  new HostPort(HOST, httpPort == 0 ? 0 : httpPort + i),
                  null),
              directory.ofNode(i + 1),
              LIMITS,
              TIMEOUTS,
              new ServerSettings.Logging("warn", false)));
    }
    return settings;
  }

  /** Ports that are free now; another process may still take one before the node does. */
  private static List<Integer> binaryPorts(int nodes, int httpPort) throws DemoException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < nodes; i++) {
        held.add(hold(httpPort == 0 ? 0 : httpPort + i - BINARY_BELOW_HTTP));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException none) {
      throw new DemoException("cannot find free ports: " + none.getMessage(), none);
    } finally {
      held.forEach(DemoSettings::release);
    }
  }

  private static ServerSocket hold(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    if (wanted > 0) {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(loopback, wanted));
        return socket;
      } catch (IOException taken) {
        socket.close();
      }
    }
    return new ServerSocket(0, 1, loopback);
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException unlikely) {
      throw new java.io.UncheckedIOException(unlikely);
    }
  }
}
