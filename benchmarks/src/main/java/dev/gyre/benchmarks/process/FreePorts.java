package dev.gyre.benchmarks.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Loopback addresses whose ports are free now: a topology names its ports before anybody listens.
 */
public final class FreePorts {
  private FreePorts() {}

  /** Held together while they are chosen, so no two are the same. */
  public static List<InetSocketAddress> choose(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(s -> (InetSocketAddress) s.getLocalSocketAddress()).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
