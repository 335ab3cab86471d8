package dev.gyre.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.config.Configuration;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.server.config.SettingsReader;
import dev.gyre.server.http.Wire;
import dev.gyre.server.http.Wire.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of one node: starting, why it may not, stopping in order. */
class ServerNodeTest {
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

  private ServerSettings settings(String... more) throws Exception {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("cluster.id", "00112233445566778899aabbccddeeff");
    flags.put("cluster.peers", "1@a=127.0.0.1:7401");
    flags.put("node.id", "1");
    flags.put("node.listen", "127.0.0.1:0");
    flags.put("http.listen", "127.0.0.1:0");
    flags.put("data.directory", directory.resolve("data").toString());
    flags.put("timeouts.request", "20s");
    flags.put("timeouts.shutdown", "40s");
    for (int i = 0; i < more.length; i += 2) {
      flags.put(more[i], more[i + 1]);
    }
    return SettingsReader.read(Configuration.resolve(flags, Map.of(), null));
  }

  private static ServerNode start(ServerSettings settings) throws StartException {
    return ServerNode.start(settings, false, ServerNodeTest::failed);
  }

  private static void failed(Throwable cause) {
    throw new AssertionError("the node failed", cause);
  }

  private static String refusal(ServerSettings settings) {
    StartException refused = assertThrows(StartException.class, () -> start(settings).stop());
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    return refused.getMessage();
  }

  private static InetSocketAddress http(ServerNode node) {
    return Objects.requireNonNull(node.httpAddress());
  }

  private static Response put(ServerNode node, String key, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return Wire.once(http(node), "PUT /v1/keys/" + key + " HTTP/1.1", bytes);
  }

  private static String get(ServerNode node, String key) throws IOException {
    return Wire.once(http(node), "GET /v1/keys/" + key + " HTTP/1.1").text();
  }

  private static int life(ServerNode node) throws IOException {
    String cluster = Wire.once(http(node), "GET /v1/cluster HTTP/1.1").text();
    return Integer.parseInt(cluster.replaceFirst("(?s).*\"life\":([0-9]+).*", "$1"));
  }

  @Test
  void anOrderlyStopContinuesTheLifeAndAFailureBeginsANewOne() throws Exception {
    ServerNode first = start(settings());
    assertEquals(204, put(first, "k", "v").status());
    int life = life(first);
    first.stop();
    ServerNode second = start(settings());
    assertEquals("v", get(second, "k"));
    assertEquals(life, life(second));
    second.abandon();
  }

  @Test
  void stoppingFinishesWhatWasAcceptedAndRefusesWhatIsNew() throws Exception {
    ServerNode node = start(settings());
    InetSocketAddress address = http(node);
    try (Wire accepted = new Wire(address)) {
      accepted.send("PUT /v1/keys/last HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n");
      accepted.send("Expect: 100-continue\r\n\r\n");
      assertEquals(100, accepted.receive(true).status());
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(node::stop);
      Response notReady = Wire.once(address, "GET /readyz HTTP/1.1");
      while (notReady.status() == 200) {
        notReady = Wire.once(address, "GET /readyz HTTP/1.1");
      }
      assertEquals(503, notReady.status());
      assertTrue(notReady.text().contains("the node is shutting down"), notReady.text());
      Response refused = Wire.once(address, "PUT /v1/keys/new HTTP/1.1", new byte[1]);
      assertEquals(503, refused.status());
      assertTrue(refused.text().contains("\"outcome\":\"not-applied\""), refused.text());
      accepted.send("last");
      assertEquals(204, accepted.receive(false).status());
      stopping.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    ServerNode again = start(settings());
    assertEquals("last", get(again, "last"));
    again.stop();
  }

  @Test
  void stoppingDoesNotWaitForEver() throws Exception {
    ServerNode node = start(settings("timeouts.shutdown", "100ms"));
    try (Wire stuck = new Wire(http(node))) {
      stuck.send("PUT /v1/keys/stuck HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n");
      stuck.send("Expect: 100-continue\r\n\r\n");
      assertEquals(100, stuck.receive(true).status());
      CompletableFuture.runAsync(node::stop).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertTrue(stuck.isEnded());
    }
    start(settings()).stop();
  }

  @Test
  void aDirectoryInUseIsRefused() throws Exception {
    ServerNode first = start(settings());
    assertTrue(refusal(settings()).contains("in use"));
    first.stop();
  }

  @Test
  void anotherClustersOrNodesDirectoryIsRefused() throws Exception {
    start(settings()).stop();
    String foreign = refusal(settings("cluster.id", "ff112233445566778899aabbccddeeff"));
    assertTrue(foreign.contains("belongs to"), foreign);
    String other = refusal(settings("cluster.peers", "2@a=127.0.0.1:7401", "node.id", "2"));
    assertTrue(other.contains("belongs to"), other);
  }

  @Test
  void aDirectoryThatIsAFileIsRefused() throws Exception {
    Files.writeString(directory.resolve("data"), "no directory");
    assertTrue(refusal(settings()).contains("is a file"));
  }

  @Test
  void aPortThatIsTakenIsRefusedAndNothingStaysOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      String binary = refusal(settings("node.listen", address));
      assertTrue(binary.startsWith("cannot listen on " + address), binary);
      assertTrue(binary.contains("node.listen"), binary);
      String http = refusal(settings("http.listen", address));
      assertTrue(http.startsWith("cannot listen on " + address), http);
      assertTrue(http.contains("http.listen"), http);
    }
    start(settings()).stop();
  }

  @Test
  void missingDataIsNotServedUnlessTheLossIsAccepted() throws Exception {
    ServerNode first = start(settings());
    assertEquals(204, put(first, "k", "v").status());
    first.stop();
    // As if the disk had kept the small files and lost the tree and the log.
    Path copy = Files.createDirectories(directory.resolve("copy"));
    for (String name : List.of("identity", "life")) {
      Files.copy(directory.resolve("data").resolve(name), copy.resolve(name));
    }
    String lost = refusal(settings("data.directory", copy.toString()));
    assertTrue(lost.contains("must not vote"), lost);
    assertTrue(lost.contains("--accept-data-loss"), lost);
    ServerNode accepted =
        ServerNode.start(settings("data.directory", copy.toString()), true, ServerNodeTest::failed);
    accepted.stop();
    start(settings("data.directory", copy.toString())).stop();
  }

  @Test
  void httpCanBeOff() throws Exception {
    ServerNode node = start(settings("http.listen", "off"));
    assertEquals(null, node.httpAddress());
    node.stop();
  }
}
