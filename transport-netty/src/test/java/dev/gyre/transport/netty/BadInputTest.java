package dev.gyre.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.frame.Versions;
import dev.gyre.transport.netty.link.Timing;
import dev.gyre.transport.netty.statistics.Counter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes over a socket, the connection is closed with a reason and counted, and nothing
 * else is harmed: a neighbour on another connection goes on.
 */
class BadInputTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static final TransportOptions QUICK =
      TestCluster.OPTIONS.with(new Timing(1_000, 150, 50, 3, 500));

  private TestCluster cluster;
  private RawSocket neighbour;

  @BeforeEach
  void start() throws IOException {
    begin(TestCluster.OPTIONS);
  }

  private void begin(TransportOptions options) throws IOException {
    cluster = new TestCluster(2, options);
    cluster.start(ONE);
    transport().serve(new Served(new DeafClient(), cluster::topology, () -> 0));
    neighbour = RawSocket.welcomedPeer(transport(), TWO, 1);
  }

  @AfterEach
  void stop() throws IOException {
    neighbour.close();
    cluster.close();
  }

  static Stream<Arguments> malformed() {
    int frameBytes = TestCluster.OPTIONS.frames().frameBytes();
    byte[] wrongChecksum = RawSocket.encoded(new Control.Ping());
    wrongChecksum[4] ^= 1;
    return Stream.of(
        Arguments.of("length 0", RawSocket.length(0), "BAD_LENGTH"),
        Arguments.of("negative length", RawSocket.length(-5), "BAD_LENGTH"),
        Arguments.of("length 2^31-1", RawSocket.length(Integer.MAX_VALUE), "BAD_LENGTH"),
        Arguments.of("one over", RawSocket.length(frameBytes - 4 + 1), "BAD_LENGTH"),
        Arguments.of("wrong checksum", wrongChecksum, "BAD_CHECKSUM"),
        Arguments.of("version", RawSocket.frame(9, 131, new byte[0]), "UNKNOWN_VERSION"),
        Arguments.of("version of a message", message(9, 4), "UNKNOWN_VERSION"),
        Arguments.of("type", RawSocket.frame(1, 200, new byte[0]), "UNKNOWN_TYPE"),
        Arguments.of("type of a message", message(1, 99), "UNKNOWN_TYPE"),
        Arguments.of("another cluster's", stored(FOREIGN_CODEC), "FOREIGN_CLUSTER"),
        Arguments.of("short body", RawSocket.frame(1, 134, new byte[3]), "TRUNCATED"),
        Arguments.of("a browser", "GET / HTTP/1.1\r\n\r\n".getBytes(ASCII), "BAD_LENGTH"),
        Arguments.of(
            "an answer of no kind", RawSocket.frame(1, 7, new byte[30]), "FOREIGN_CLUSTER"),
        Arguments.of("chunk of no message", chunk(1, 0, 10), "INVALID"),
        Arguments.of("credit for nothing", encoded(new Control.Credit(1, 9)), "INVALID"),
        Arguments.of("negative size", encoded(new Control.Open(1, -1)), "BAD_LENGTH"),
        Arguments.of("huge size", encoded(new Control.Open(1, 1 << 30)), "BAD_LENGTH"),
        Arguments.of("stream out of order", encoded(new Control.Open(7, 100)), "INVALID"));
  }

  private static final Charset ASCII = StandardCharsets.US_ASCII;
  private static final FrameCodec FOREIGN_CODEC = new FrameCodec(TestCluster.FOREIGN, 1 << 20);
  private static final FrameCodec CODEC = new FrameCodec(TestCluster.CLUSTER, 1 << 20);

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void afterTheHandshake(String name, byte[] bytes, String kind) throws IOException {
    try (RawSocket client = RawSocket.welcomedClient(transport())) {
      client.send(bytes);
      client.expectEnd();
    }
    expectMalformed(kind);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void beforeTheHandshake(String name, byte[] bytes, String kind) throws IOException {
    try (RawSocket stranger = RawSocket.to(transport())) {
      stranger.send(bytes);
      stranger.expectEnd();
    }
    awaitClosed("unknown");
    expectTheNeighbourGoesOn();
  }

  @ParameterizedTest
  @MethodSource("notYetAllowed")
  void whatIsFineOnlyAfterTheHandshake(byte[] bytes) throws IOException {
    try (RawSocket stranger = RawSocket.to(transport())) {
      stranger.send(bytes);
      stranger.expectEnd();
    }
    assertTrue(awaitClosed("unknown").reason().contains("before the handshake"));
    expectTheNeighbourGoesOn();
  }

  static Stream<byte[]> notYetAllowed() {
    return Stream.of(
        encoded(new Control.Open(1, 20 << 20)),
        encoded(new Control.Ping()),
        encoded(new Control.GoAway()),
        chunk(1, 0, 10),
        stored(CODEC));
  }

  @Test
  void aFrameThatEndsWithTheConnection() throws IOException {
    try (RawSocket client = RawSocket.welcomedClient(transport())) {
      byte[] whole = RawSocket.encoded(new Control.Ping());
      client.send(Arrays.copyOf(whole, whole.length - 1));
    }
    expectMalformed("TRUNCATED");
  }

  @Test
  void chunksBeyondTheirCredit() throws IOException {
    try (RawSocket client = RawSocket.welcomedClient(transport())) {
      client.send(new Control.Open(1, 20 << 20));
      byte[] credit = client.expect(135);
      assertEquals(TestCluster.OPTIONS.frames().windowBytes(), intAt(credit, 14));
      int sent = 0;
      int chunkBytes = 60_000;
      try {
        for (int i = 0; i < 100; i++) {
          client.send(chunk(1, sent, chunkBytes));
          sent += chunkBytes + 1; // The next one is out of place.
        }
      } catch (IOException closedMeanwhile) {
        assertTrue(sent > 0);
      }
      client.expectEnd();
    }
    expectMalformed("INVALID");
  }

  @Test
  void aLargeMessageWhoseBytesAreNone() throws IOException {
    try (RawSocket client = RawSocket.welcomedClient(transport())) {
      client.send(new Control.Open(1, 100));
      client.expect(135);
      client.send(chunk(1, 0, 100));
      client.expectEnd();
    }
    expectMalformed("BAD_LENGTH");
  }

  @Test
  void aPeerOfAnotherCluster() throws IOException {
    expectReject(
        RawSocket.hello(new Control.Peer(TWO, 1), FrameCodec.tag(TestCluster.FOREIGN)),
        RejectReason.FOREIGN_CLUSTER);
  }

  @Test
  void aPeerThatIsNoMember() throws IOException {
    expectReject(
        RawSocket.hello(new Control.Peer(NodeId.of(77), 1), RawSocket.TAG),
        RejectReason.UNKNOWN_NODE);
  }

  @Test
  void aPeerThatClaimsToBeUs() throws IOException {
    expectReject(RawSocket.hello(new Control.Peer(ONE, 9), RawSocket.TAG), RejectReason.OWN_ID);
  }

  @Test
  void aPeerOfAnOlderLifeWhileTheNewerIsConnected() throws IOException {
    expectReject(RawSocket.hello(new Control.Peer(TWO, 0), RawSocket.TAG), RejectReason.OLDER_LIFE);
  }

  @Test
  void aNewerProtocolAlone() throws IOException {
    expectReject(
        new Control.Hello(new Versions(2, 3), new Control.ClientRole("new"), 0, 0),
        RejectReason.VERSION);
  }

  @Test
  void aPeerOfALaterLifeReplacesTheFormer() throws IOException {
    try (RawSocket later = RawSocket.welcomedPeer(transport(), TWO, 2)) {
      neighbour.expectEnd();
      later.send(stored(CODEC));
      cluster.await("the message", () -> cluster.received(ONE).size() == 1);
    }
  }

  @Test
  void aSecondGreeting() throws IOException {
    try (RawSocket client = RawSocket.welcomedClient(transport())) {
      client.send(RawSocket.hello(new Control.ClientRole("raw"), RawSocket.TAG));
      client.expectEnd();
    }
    expectTheNeighbourGoesOn();
  }

  @Test
  void aClientThatSpeaksAsANode() throws IOException {
    try (RawSocket client = RawSocket.welcomedClient(transport())) {
      client.send(stored(CODEC));
      client.expectEnd();
    }
    assertEquals(List.of(), cluster.received(ONE));
    expectTheNeighbourGoesOn();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoeverDoesNotFinishTheHandshakeInTime(boolean drips) throws IOException {
    restart(QUICK);
    try (RawSocket loris = RawSocket.to(transport())) {
      if (drips) {
        byte[] hello = RawSocket.encoded(RawSocket.hello(new Control.ClientRole("x"), 0));
        loris.send(Arrays.copyOf(hello, 7));
      }
      loris.expectEnd();
    }
    assertEquals(1, cluster.node(ONE).count(Counter.HANDSHAKES_TIMED_OUT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoeverFallsSilentOrDripsAFrame(boolean drips) throws IOException {
    restart(QUICK);
    try (RawSocket silent = RawSocket.welcomedClient(transport())) {
      if (drips) {
        silent.send(Arrays.copyOf(RawSocket.encoded(new Control.Ping()), 5));
      }
      silent.expectEnd();
    }
    assertTrue(cluster.node(ONE).count(Counter.SILENT) > 0);
  }

  @Test
  void tooManyNewcomersAreTurnedAway() throws IOException {
    ConnectionLimits limits = new ConnectionLimits(4, 2, 10, 1 << 20, 96 << 20, 10);
    restart(TestCluster.OPTIONS.with(limits));
    List<RawSocket> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(RawSocket.to(transport()));
    }
    open.getLast().expectEnd();
    assertEquals(1, cluster.node(ONE).count(Counter.TURNED_AWAY));
    for (RawSocket socket : open) {
      socket.close();
    }
  }

  @Test
  void tooManyConnectionsAreTurnedAway() throws IOException {
    ConnectionLimits limits = new ConnectionLimits(3, 3, 10, 1 << 20, 96 << 20, 10);
    restart(TestCluster.OPTIONS.with(limits));
    RawSocket first = RawSocket.welcomedClient(transport());
    RawSocket second = RawSocket.welcomedClient(transport());
    try (first;
        second;
        RawSocket third = RawSocket.to(transport())) {
      third.expectEnd();
      expectTheNeighbourGoesOn();
    }
  }

  private void restart(TransportOptions options) throws IOException {
    stop();
    begin(options);
  }

  private NettyTransport transport() {
    return cluster.node(ONE).transport;
  }

  private void expectReject(Control.Hello hello, RejectReason reason) throws IOException {
    try (RawSocket stranger = RawSocket.to(transport())) {
      stranger.send(hello);
      byte[] reject = stranger.expect(RawSocket.REJECT);
      assertEquals(reason.ordinal(), reject[14], RawSocket.text(reject));
      stranger.expectEnd();
    }
    cluster.await(
        "the event",
        () ->
            cluster.node(ONE).events.stream()
                .anyMatch(
                    event ->
                        event instanceof TransportEvent.TurnedAway away
                            && away.reason() == reason));
    assertEquals(1, cluster.node(ONE).count(Counter.REJECTED));
    expectTheNeighbourGoesOn();
  }

  private void expectMalformed(String kind) throws IOException {
    TransportEvent.AcceptedClosed closed = awaitClosed("client raw");
    assertTrue(closed.reason().startsWith(kind), closed.reason());
    assertEquals(1, cluster.node(ONE).count(Counter.MALFORMED));
    expectTheNeighbourGoesOn();
  }

  private TransportEvent.AcceptedClosed awaitClosed(String who) {
    List<TransportEvent.AcceptedClosed> found = new ArrayList<>();
    cluster.await(
        "the end of " + who,
        () -> {
          cluster.node(ONE).events.stream()
              .filter(TransportEvent.AcceptedClosed.class::isInstance)
              .map(TransportEvent.AcceptedClosed.class::cast)
              .filter(closed -> closed.who().equals(who))
              .forEach(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  private void expectTheNeighbourGoesOn() throws IOException {
    neighbour.send(stored(CODEC));
    cluster.await("the neighbour's message", () -> !cluster.received(ONE).isEmpty());
    assertEquals(TWO, cluster.received(ONE).getLast().from());
  }

  private static byte[] encoded(Control control) {
    return RawSocket.encoded(control);
  }

  private static byte[] stored(FrameCodec codec) {
    Output out = new Output(64);
    Message message = new Reply.Stored(RequestId.of(1, 1));
    codec.encode(out, new Envelope(1, 1, message));
    return out.toByteArray();
  }

  /** Like a Stored, but of this version and type. */
  private static byte[] message(int version, int type) {
    byte[] frame = stored(CODEC);
    return RawSocket.frame(version, type, Arrays.copyOfRange(frame, 10, frame.length));
  }

  private static byte[] chunk(int stream, int offset, int count) {
    Output body = new Output(count + 8);
    body.i32(stream);
    body.i32(offset);
    body.raw(new byte[count], 0, count);
    return RawSocket.frame(1, 137, body.toByteArray());
  }

  private static int intAt(byte[] frame, int offset) {
    return (frame[offset] & 0xFF)
        | (frame[offset + 1] & 0xFF) << 8
        | (frame[offset + 2] & 0xFF) << 16
        | (frame[offset + 3] & 0xFF) << 24;
  }
}
