package dev.gyre.scenarios.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Loopback ports that are free now: a topology names its ports before anybody listens. */
final class Ports {
  private Ports() {}

  /** Held together while they are chosen, so no two are the same. */
  static List<InetSocketAddress> choose(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(s -> (InetSocketAddress) s.getLocalSocketAddress()).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
