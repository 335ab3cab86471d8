package dev.gyre.benchmarks.drill;

import dev.gyre.benchmarks.process.ChildJvm;
import dev.gyre.benchmarks.process.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Three {@code gyre server} processes on 127.0.0.1 that can be killed and started again. */
final class Servers implements AutoCloseable {
  static final int NODES = 3;

  private static final String MAIN = "dev.gyre.server.Gyre";
  private static final String CLUSTER = "64726f6c6c0000000000000000000001";

  private final Path directory;
  private final List<InetSocketAddress> addresses;
  private final Map<Integer, ChildJvm> running = new TreeMap<>();

  /** Nothing runs yet; each node will keep its data below {@code directory}. */
  Servers(Path directory) throws IOException {
    this.directory = directory;
    this.addresses = FreePorts.choose(NODES);
  }

  /** Where clients connect. */
  List<String> seeds() {
    return addresses.stream().map(Servers::text).toList();
  }

  /** Starts what is not running; returns when all of them say that they are ready. */
  void startMissing() throws IOException {
    List<ChildJvm> started = new ArrayList<>();
    for (int node = 1; node <= NODES; node++) {
      if (!running.containsKey(node)) {
        ChildJvm process = ChildJvm.start(MAIN, arguments(node));
        running.put(node, process);
        started.add(process);
      }
    }
    for (ChildJvm process : started) {
      process.awaitLine("ready");
    }
  }

  /** SIGKILL. */
  void kill(int node) throws IOException {
    ChildJvm process = running.remove(node);
    if (process != null) {
      process.kill();
    }
  }

  /** SIGKILL to all before any is waited for. */
  void killAll() throws IOException {
    running.values().forEach(ChildJvm::sendKill);
    for (int node = 1; node <= NODES; node++) {
      kill(node);
    }
  }

  private List<String> arguments(int node) {
    List<String> peers = new ArrayList<>();
    for (int number = 1; number <= NODES; number++) {
      peers.add(number + "@rack-" + number + "=" + text(addresses.get(number - 1)));
    }
    return List.of(
        "server",
        "--cluster-id",
        CLUSTER,
        "--cluster-peers",
        String.join(",", peers),
        "--id",
        Integer.toString(node),
        "--data-directory",
        directory.resolve("node-" + node).toString(),
        "--http-listen",
        "off",
        "--log-level",
        "error");
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void close() throws IOException {
    for (ChildJvm process : running.values()) {
      process.close();
    }
    running.clear();
  }
}
