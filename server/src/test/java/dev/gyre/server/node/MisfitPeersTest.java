package dev.gyre.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.config.Configuration;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.server.config.SettingsReader;
import dev.gyre.server.http.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that must not take each other's word, and what their operator reads. */
class MisfitPeersTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final int[] ports = new int[2];

  @BeforeEach
  void findPorts() throws IOException {
    for (int i = 0; i < ports.length; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ports[i] = socket.getLocalPort();
      }
    }
  }

  private ServerNode start(int node, String data, boolean acceptDataLoss, String... more)
      throws Exception {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("cluster.id", "00112233445566778899aabbccddeeff");
    flags.put("cluster.peers", "1@a=127.0.0.1:" + ports[0] + ",2@b=127.0.0.1:" + ports[1]);
    flags.put("node.id", String.valueOf(node));
    flags.put("http.listen", "127.0.0.1:0");
    flags.put("data.directory", directory.resolve(data).toString());
    for (int i = 0; i < more.length; i += 2) {
      flags.put(more[i], more[i + 1]);
    }
    ServerSettings settings = SettingsReader.read(Configuration.resolve(flags, Map.of(), null));
    return ServerNode.start(settings, acceptDataLoss, failures::add);
  }

  private static String get(ServerNode node, String path) throws IOException {
    return Wire.once(Objects.requireNonNull(node.httpAddress()), "GET " + path + " HTTP/1.1")
        .text();
  }

  private static String await(ServerNode node, String path, Predicate<String> wanted)
      throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String text = get(node, path);
    while (!wanted.test(text)) {
      assertTrue(System.nanoTime() < end, text);
      text = get(node, path);
    }
    return text;
  }

  private static void awaitReady(ServerNode node) throws IOException {
    await(node, "/readyz", text -> text.contains("\"ready\""));
  }

  private String failure() throws InterruptedException {
    Throwable failure = failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return String.valueOf(Objects.requireNonNull(failure, "no node failed").getMessage());
  }

  /** Found by review: nobody noticed that peers place keys differently. */
  @Test
  void anotherTopologyAtTheSameEpochIsNamedByBoth() throws Exception {
    ServerNode one = start(1, "one", false);
    ServerNode two = start(2, "two", false, "cluster.partitions", "64");
    for (ServerNode node : new ServerNode[] {one, two}) {
      await(node, "/readyz", text -> text.contains("both configured with epoch 1"));
      await(node, "/v1/cluster", text -> text.contains("\"refusal\":"));
      node.stop();
    }
    assertEquals(0, failures.size());
  }

  /** Found by review: such a node began with life 1 again, voted, and reused its dots. */
  @Test
  void aNodeWhoseDirectoryWasEmptiedServesOnlyWhenItsOperatorSaysSo() throws Exception {
    ServerNode one = start(1, "one", false);
    ServerNode two = start(2, "two", false);
    awaitReady(one);
    awaitReady(two);
    two.stop();
    one.stop();
    one = start(1, "one", false);
    ServerNode emptied = start(2, "emptied", false);
    String why = failure();
    assertTrue(why.contains("n1 refuses this node: n2 has another data directory"), why);
    assertTrue(why.contains("--accept-data-loss"), why);
    emptied.stop();
    await(one, "/readyz", text -> text.contains("too few"));
    ServerNode accepted = start(2, "emptied", true);
    awaitReady(accepted);
    awaitReady(one);
    accepted.stop();
    two = start(2, "emptied", false);
    awaitReady(two);
    two.stop();
    ServerNode returned = start(2, "two", false);
    assertTrue(failure().contains("--accept-data-loss"));
    returned.stop();
    one.stop();
  }
}
