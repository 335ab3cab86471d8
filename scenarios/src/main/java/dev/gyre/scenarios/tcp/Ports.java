package dev.gyre.scenarios.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports for nodes, which a topology names before anybody listens and which must still be
 * free when a node comes back. So they lie below those that the system hands out by itself, to
 * connections and to the proxy.
 */
final class Ports {
  private static final int LOWEST = 10_000;
  private static final int USUAL_EPHEMERAL = 32_768;
  private static final int TRIES = 1_000;
  private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private Ports() {}

  /** So many, different, and free now. */
  static List<InetSocketAddress> choose(int count) throws IOException {
    int limit = lowestEphemeral();
    List<InetSocketAddress> chosen = new ArrayList<>();
    for (int tries = 0; chosen.size() < count; tries++) {
      if (tries == TRIES) {
        throw new IOException("no " + count + " free ports from " + LOWEST + " to " + limit);
      }
      int port = ThreadLocalRandom.current().nextInt(LOWEST, limit);
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      if (!chosen.contains(address) && isFree(address)) {
        chosen.add(address);
      }
    }
    return chosen;
  }

  private static boolean isFree(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      return true;
    } catch (BindException taken) {
      return false;
    }
  }

  private static int lowestEphemeral() throws IOException {
    if (!Files.isReadable(EPHEMERAL)) {
      return USUAL_EPHEMERAL;
    }
    int lowest;
    try (Scanner numbers = new Scanner(EPHEMERAL, StandardCharsets.US_ASCII)) {
      lowest = numbers.nextInt();
    }
    return lowest > 2 * LOWEST ? lowest : USUAL_EPHEMERAL;
  }
}
