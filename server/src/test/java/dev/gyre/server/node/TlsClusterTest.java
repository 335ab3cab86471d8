package dev.gyre.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreException;
import dev.gyre.server.config.Configuration;
import dev.gyre.server.config.ServerSettings.TlsFiles;
import dev.gyre.server.config.SettingsReader;
import dev.gyre.server.http.Wire;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Three nodes that trust one authority, and whoever it did not sign. */
class TlsClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A client that is refused goes on trying until its request's end. */
  private static final Duration REFUSED = Duration.ofSeconds(3);

  @TempDir private static Path directory;

  private static Certificates ours;
  private static Certificates strangers;
  private static List<Integer> ports;
  private static final List<ServerNode> nodes = new ArrayList<>();
  private static final Log log = new Log();

  @BeforeAll
  static void start() throws Exception {
    ours = Certificates.of(directory, "ours");
    strangers = Certificates.of(directory, "strangers");
    Logger peers = (Logger) LoggerFactory.getLogger("dev.gyre.peers");
    log.setContext(peers.getLoggerContext());
    log.start();
    peers.addAppender(log);
    peers.setLevel(Level.WARN);
    ports = freePorts(3);
    for (int node = 1; node <= 3; node++) {
      nodes.add(start("cluster", node, ports, ours.files("node-" + node)));
    }
    for (int node = 0; node < 3; node++) {
      awaitReady(nodes.get(node));
    }
  }

  @AfterAll
  static void stop() {
    nodes.forEach(ServerNode::stop);
    Logger peers = (Logger) LoggerFactory.getLogger("dev.gyre.peers");
    peers.detachAppender(log);
    peers.setLevel(null);
  }

  /** What the nodes say of their connections. */
  private static final class Log extends AppenderBase<ILoggingEvent> {
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();

    @Override
    protected void append(ILoggingEvent line) {
      lines.add(line);
    }

    private void await(Predicate<String> wanted) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      String text = "";
      while (!wanted.test(text)) {
        ILoggingEvent line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        text = Objects.requireNonNull(line, "it is not logged").getFormattedMessage();
        text += " " + line.getKeyValuePairs();
      }
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return held.stream().map(ServerSocket::getLocalPort).toList();
  }

  private static ServerNode start(String name, int node, List<Integer> ports, TlsFiles files)
      throws Exception {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("cluster.id", "00112233445566778899aabbccddeeff");
    flags.put(
        "cluster.peers",
        IntStream.rangeClosed(1, ports.size())
            .mapToObj(i -> i + "@rack-" + i + "=127.0.0.1:" + ports.get(i - 1))
            .collect(Collectors.joining(",")));
    flags.put("cluster.replication", String.valueOf(ports.size()));
    flags.put("node.id", String.valueOf(node));
    flags.put("http.listen", "127.0.0.1:0");
    flags.put("data.directory", directory.resolve(name).resolve("data-" + node).toString());
    flags.put("tls.certificate", files.certificate().toString());
    flags.put("tls.key", files.key().toString());
    flags.put("tls.authority", files.authority().toString());
    flags.put("timeouts.request", "20s");
    return ServerNode.start(
        SettingsReader.read(Configuration.resolve(flags, Map.of(), null)),
        false,
        TlsClusterTest::failed);
  }

  private static void failed(Throwable cause) {
    throw new AssertionError("a node failed", cause);
  }

  private static void awaitReady(ServerNode node) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> ready = https(ours, request(node, "/readyz"));
    while (ready.statusCode() != 200) {
      assertTrue(System.nanoTime() < end, ready.body());
      ready = https(ours, request(node, "/readyz"));
    }
  }

  private static HttpRequest.Builder request(ServerNode node, String path) {
    InetSocketAddress address = Objects.requireNonNull(node.httpAddress());
    return HttpRequest.newBuilder(
        URI.create("https://127.0.0.1:" + address.getPort() + path + "?timeout=20s"));
  }

  private static HttpResponse<String> https(Certificates trusted, HttpRequest.Builder request)
      throws Exception {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {trusted.authority().toTrustManager()}, null);
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static GyreClient client(@Nullable SslContext tls, Duration timeout) {
    var builder = GyreClient.builder().timeout(timeout);
    ports.forEach(port -> builder.seed("127.0.0.1:" + port));
    return (tls == null ? builder : builder.network(setup -> setup.tls(tls))).build();
  }

  private static String refusal(@Nullable SslContext tls) {
    GyreClient client = client(tls, REFUSED);
    try {
      GyreException.NotApplied refused =
          assertThrows(GyreException.NotApplied.class, () -> client.get("shared").block(PATIENCE));
      return String.valueOf(refused.getMessage());
    } finally {
      client.close().block(PATIENCE);
    }
  }

  @Test
  void httpsAndTheClientSeeTheSameKeys() throws Exception {
    HttpRequest.Builder put =
        request(nodes.get(0), "/v1/keys/shared").PUT(HttpRequest.BodyPublishers.ofString("v1"));
    assertEquals(204, https(ours, put).statusCode());
    assertEquals("v1", https(ours, request(nodes.get(1), "/v1/keys/shared")).body());
    GyreClient client = client(Tls.client(ours.files("client")), Duration.ofSeconds(20));
    try {
      assertEquals("v1", client.get("shared").block(PATIENCE).text().orElseThrow());
      client.put("both", "ways").block(PATIENCE);
    } finally {
      client.close().block(PATIENCE);
    }
    assertEquals("ways", https(ours, request(nodes.get(2), "/v1/keys/both")).body());
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    SslContext anonymous =
        SslContextBuilder.forClient()
            .trustManager(ours.authority().toTrustManagerFactory())
            .build();
    String refusal = refusal(anonymous);
    assertTrue(refusal.contains("certificate_required"), refusal);
    log.await(line -> line.contains("TLS was not agreed") && line.contains("certificate"));
  }

  @Test
  void aClientOfAnotherAuthorityIsRefusedAndDoesNotTrustTheNodes() throws Exception {
    TlsFiles foreign = strangers.files("client");
    Path authority = ours.files("client").authority();
    String refusal =
        refusal(Tls.client(new TlsFiles(foreign.certificate(), foreign.key(), authority)));
    assertTrue(refusal.contains("certificate"), refusal);
    String mistrust = refusal(Tls.client(foreign));
    assertTrue(mistrust.contains("certification path"), mistrust);
  }

  @Test
  void whoeverSpeaksInTheClearIsRefused() throws Exception {
    String refusal = refusal(null);
    assertTrue(refusal.contains("it expects TLS"), refusal);
    log.await(line -> line.contains("TLS was not agreed") && line.contains("in the clear"));
    InetSocketAddress http = Objects.requireNonNull(nodes.get(0).httpAddress());
    assertThrows(IOException.class, () -> Wire.once(http, "GET /readyz HTTP/1.1"));
  }

  @Test
  void anHttpsClientKnowsWhomItTalksTo() {
    assertThrows(
        SSLHandshakeException.class, () -> https(strangers, request(nodes.get(0), "/readyz")));
  }

  @Test
  void aPeerOfAnotherAuthorityIsNotLetIn() throws Exception {
    log.lines.clear();
    List<Integer> two = freePorts(2);
    ServerNode one = start("pair", 1, two, ours.files("node-1"));
    ServerNode stranger = start("pair", 2, two, strangers.files("node-2"));
    try {
      log.await(line -> line.contains("TLS was not agreed") && line.contains("certificate"));
      HttpResponse<String> ready = https(ours, request(one, "/readyz"));
      assertEquals(503, ready.statusCode());
      assertTrue(ready.body().contains("connected to 0 of 1 peers"), ready.body());
    } finally {
      stranger.stop();
      one.stop();
    }
  }

  @Test
  void aFileThatIsWrongIsNamed() throws Exception {
    TlsFiles files = ours.files("named");
    for (TlsFiles wrong :
        List.of(
            new TlsFiles(files.key(), files.key(), files.authority()),
            new TlsFiles(files.certificate(), files.certificate(), files.authority()),
            new TlsFiles(files.certificate(), files.key(), files.key()))) {
      StartException refused = assertThrows(StartException.class, () -> Tls.of(wrong));
      Path named = wrong.key().equals(files.certificate()) ? files.certificate() : files.key();
      assertTrue(refused.getMessage().contains(named.toString()), refused.getMessage());
    }
  }
}
