package dev.gyre.server.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.GyreClient;
import dev.gyre.server.http.Wire;
import dev.gyre.server.http.Wire.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three real nodes in this process: TCP, the log and MVStore included. */
class DemoClusterTest {
  private static DemoCluster cluster;
  private static List<InetSocketAddress> nodes;

  @BeforeAll
  static void start() throws Exception {
    cluster = DemoCluster.start(3, 0, null, DemoClusterTest::failed);
    nodes = addresses(cluster);
  }

  @AfterAll
  static void stop() throws DemoException {
    cluster.stop();
    assertFalse(Files.exists(cluster.directory()), "a temporary directory is removed");
  }

  private static void failed(Throwable cause) {
    throw new AssertionError("a node failed", cause);
  }

  private static List<InetSocketAddress> addresses(DemoCluster of) {
    return of.urls().stream()
        .map(URI::create)
        .map(url -> new InetSocketAddress(url.getHost(), url.getPort()))
        .toList();
  }

  private static Response put(int node, String path, byte[] value) throws IOException {
    return Wire.once(nodes.get(node), "PUT " + path + "?timeout=20s HTTP/1.1", value);
  }

  private static Response get(int node, String path) throws IOException {
    return Wire.once(nodes.get(node), "GET " + path + "?timeout=20s HTTP/1.1");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatOneNodeTookEveryNodeGives() throws IOException {
    assertEquals(204, put(0, "/v1/keys/shared", bytes("v1")).status());
    for (int node = 0; node < 3; node++) {
      assertEquals("v1", get(node, "/v1/keys/shared").text());
    }
    String context = get(1, "/v1/keys/shared").header("gyre-context");
    String head = "PUT /v1/keys/shared?timeout=20s HTTP/1.1\r\nGyre-Context: " + context;
    assertEquals(204, Wire.once(nodes.get(2), head, bytes("v2")).status());
    assertEquals("v2", get(0, "/v1/keys/shared").text());
    assertEquals("1", get(0, "/v1/keys/shared").header("gyre-siblings"));
    String delete = "DELETE /v1/keys/shared?timeout=20s HTTP/1.1";
    assertEquals(204, Wire.once(nodes.get(1), delete).status());
    assertEquals(404, get(2, "/v1/keys/shared").status());
  }

  @Test
  void valuesUpToTheLimitCrossTheCluster() throws IOException {
    for (int length : new int[] {0, 1, 1 << 20, 8 << 20}) {
      byte[] value = new byte[length];
      new Random(length).nextBytes(value);
      assertEquals(204, put(0, "/v1/keys/large", value).status());
      assertArrayEquals(value, get(1, "/v1/keys/large").body());
    }
    assertEquals(413, put(0, "/v1/keys/large", new byte[(8 << 20) + 1]).status());
  }

  @ParameterizedTest
  @CsvSource({"w=1, 204", "w=2, 204", "w=3, 204", "w=4, 400", "w=0, 400", "consistency=all, 204"})
  void writesAskForAsManyOwnersAsThereAre(String level, int status) throws IOException {
    String head = "PUT /v1/keys/levels?timeout=20s&" + level + " HTTP/1.1";
    assertEquals(status, Wire.once(nodes.get(0), head, bytes("v")).status());
  }

  @Test
  void aClientOfTheBinaryProtocolSeesTheSameKeys() throws IOException {
    GyreClient client = GyreClient.connect(cluster.clientAddress() + "?timeout=20s");
    try {
      client.put("both", "ways").block(Duration.ofSeconds(30));
      assertEquals("ways", get(2, "/v1/keys/both").text());
    } finally {
      client.close().block(Duration.ofSeconds(30));
    }
  }

  @Test
  void healthMetricsAndTheCluster() throws IOException {
    for (InetSocketAddress node : nodes) {
      assertEquals(200, Wire.once(node, "GET /livez HTTP/1.1").status());
      assertEquals(200, Wire.once(node, "GET /readyz HTTP/1.1").status());
    }
    put(0, "/v1/keys/measured", bytes("v"));
    String metrics = Wire.once(nodes.get(0), "GET /metrics HTTP/1.1").text();
    assertTrue(metrics.lines().allMatch(line -> line.matches("(# (HELP|TYPE) )?gyre_.*")), metrics);
    for (String name :
        List.of(
            "gyre_requests_seconds_bucket{level=\"quorum\",operation=\"put\",outcome=\"applied\"",
            "gyre_transport_messages_sent_total ",
            "gyre_storage_forces_total ",
            "gyre_jvm_heap_used_bytes ",
            "gyre_members{state=\"alive\"} 3.0",
            "gyre_member_up{member=\"3\"} 1.0",
            "gyre_member_state_seconds{member=\"2\"} ",
            "gyre_member_syncs_total ",
            "gyre_ready 1.0")) {
      assertTrue(metrics.contains(name), name);
    }
    String members = Wire.once(nodes.get(1), "GET /v1/cluster HTTP/1.1").text();
    assertTrue(
        members.matches("(?s)\\{\"node\":2,\"life\":[0-9]+,\"epoch\":1,\"partitions\":256,.*"),
        members);
    assertTrue(members.contains("\"state\":\"alive\",\"seconds\":"), members);
  }

  @Test
  void aSecondStartKeepsTheDataAndAnotherNumberOfNodesIsRefused(@TempDir Path directory)
      throws Exception {
    DemoCluster first = DemoCluster.start(1, 0, directory, DemoClusterTest::failed);
    String put = "PUT /v1/keys/kept?timeout=20s HTTP/1.1";
    assertEquals(204, Wire.once(addresses(first).getFirst(), put, bytes("safe")).status());
    DemoException locked =
        assertThrows(
            DemoException.class,
            () -> DemoCluster.start(1, 0, directory, DemoClusterTest::failed).stop());
    assertTrue(locked.getMessage().contains("in use"), locked.getMessage());
    first.stop();
    DemoException other =
        assertThrows(
            DemoException.class,
            () -> DemoCluster.start(3, 0, directory, DemoClusterTest::failed).stop());
    assertTrue(other.getMessage().contains("a cluster of 1 nodes: say --nodes 1"), other + "");
    DemoCluster second = DemoCluster.start(1, 0, directory, DemoClusterTest::failed);
    try {
      String read = "GET /v1/keys/kept?timeout=20s HTTP/1.1";
      assertEquals("safe", Wire.once(addresses(second).getFirst(), read).text());
    } finally {
      second.stop();
    }
  }

  @Test
  void aPortThatIsTakenIsOneSentence() {
    int port = nodes.getFirst().getPort();
    DemoException taken =
        assertThrows(
            DemoException.class,
            () -> DemoCluster.start(1, port, null, DemoClusterTest::failed).stop());
    assertTrue(
        taken.getMessage().startsWith("cannot listen on 127.0.0.1:" + port), taken.getMessage());
    assertEquals(1, taken.getMessage().lines().count());
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("precious.txt"), "mine");
    DemoException strange =
        assertThrows(
            DemoException.class,
            () -> DemoCluster.start(1, 0, directory, DemoClusterTest::failed).stop());
    assertTrue(strange.getMessage().contains("holds something else"), strange.getMessage());
    assertTrue(Files.exists(directory.resolve("precious.txt")));
  }
}
