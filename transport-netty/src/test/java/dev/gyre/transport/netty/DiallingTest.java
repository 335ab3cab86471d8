package dev.gyre.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.transport.netty.client.ClientLinks;
import dev.gyre.transport.netty.client.ClientSetup;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.link.Timing;
import dev.gyre.transport.netty.loop.NodeLoop;
import dev.gyre.transport.netty.statistics.Counter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node or client that dials somebody who behaves badly. */
class DiallingTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static final int OPEN = 134;
  private static final int ASK = 6;
  private static final TransportOptions QUICK =
      TestCluster.OPTIONS.with(new Timing(1_000, 300, 50, 3, 500));

  private final TestCluster cluster = new TestCluster(2, QUICK);
  private RawListener listener;

  @BeforeEach
  void listen() throws IOException {
    listener = new RawListener();
    cluster.pretend(TWO, listener.address());
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    cluster.close();
  }

  @Test
  void aPeerThatFallsSilentIsDialledAgain() throws IOException {
    cluster.start(ONE);
    try (RawSocket first = listener.welcoming(TWO)) {
      first.expectEnd();
      listener.welcoming(TWO).close();
    }
    assertTrue(count(Counter.SILENT) > 0);
    assertTrue(events().stream().anyMatch(event -> event instanceof TransportEvent.PeerLost));
  }

  @Test
  void aPeerThatNeverAnswersTheGreetingIsDialledAgain() throws IOException {
    cluster.start(ONE);
    try (RawSocket mute = listener.greeted()) {
      mute.expectEnd();
    }
    listener.greeted().close();
    assertTrue(count(Counter.HANDSHAKES_TIMED_OUT) > 0);
  }

  @Test
  void anotherNodeThanTheOneDialledIsRefused() throws IOException {
    cluster.start(ONE);
    try (RawSocket other = listener.welcoming(NodeId.of(3))) {
      other.expectEnd();
    }
    awaitRefusal(RejectReason.WRONG_NODE);
  }

  @Test
  void aNodeOfAnotherClusterIsRefused() throws IOException {
    cluster.start(ONE);
    try (RawSocket foreign = listener.greeted()) {
      foreign.send(RawListener.welcome(TWO, FrameCodec.tag(TestCluster.FOREIGN)));
      foreign.expectEnd();
    }
    awaitRefusal(RejectReason.FOREIGN_CLUSTER);
  }

  @Test
  void aVersionThatWeDoNotSpeakIsRefused() throws IOException {
    cluster.start(ONE);
    try (RawSocket newer = listener.greeted()) {
      newer.send(new Control.Welcome(2, TWO, 1, RawSocket.TAG, 1, 0));
      newer.expectEnd();
    }
    awaitRefusal(RejectReason.VERSION);
  }

  @Test
  void aRejectIsToldWithItsReason() throws IOException {
    cluster.start(ONE);
    try (RawSocket unfriendly = listener.greeted()) {
      unfriendly.send(new Control.Reject(RejectReason.UNKNOWN_NODE, "who are you?"));
      unfriendly.expectEnd();
    }
    awaitRefusal(RejectReason.UNKNOWN_NODE);
    assertEquals(1, count(Counter.DIALS_REFUSED));
  }

  @Test
  void aPeerThatGoesAwayIsLeftAndDialledAgain() throws IOException {
    cluster.start(ONE);
    try (RawSocket leaving = listener.welcoming(TWO)) {
      leaving.send(new Control.GoAway());
      leaving.expectEnd();
    }
    listener.welcoming(TWO).close();
    assertEquals(2, count(Counter.CONNECTIONS_DIALLED));
  }

  @Test
  void aPeerThatDoesNotReadCostsBoundedMemory() throws IOException {
    TransportOptions bounded =
        TestCluster.OPTIONS.with(QUICK.frames()).withQueuedBytes(QUICK.frames().messageBytes());
    TestCluster one = new TestCluster(2, bounded);
    one.pretend(TWO, listener.address());
    one.start(ONE);
    try (RawSocket deaf = listener.welcoming(TWO)) {
      TestCluster.TestNode node = one.node(ONE);
      one.await("connected", () -> node.count(Counter.CONNECTIONS_DIALLED) == 1);
      one.await(
          "a drop",
          () -> {
            TestCluster.on(node, () -> sendMany(node, 500));
            return node.count(Counter.DROPPED_SLOW) > 0;
          });
      assertTrue(node.count(Counter.MESSAGES_SENT) > 0);
    } finally {
      one.await(
          "the end of the connection",
          () ->
              one.node(ONE).events.stream()
                  .anyMatch(event -> event instanceof TransportEvent.PeerLost));
      one.close();
    }
  }

  private static void sendMany(TestCluster.TestNode node, int count) {
    for (int i = 0; i < count; i++) {
      node.transport.send(TWO, new Envelope(1, 1, write(i, new byte[50_000])));
    }
  }

  @Test
  void aSmallMessagePassesALargeOneThatWaitsForCredit() throws Exception {
    NodeLoop loop = NodeLoop.start("test-client", cluster.failures()::add);
    List<LinkEvent> heard = new CopyOnWriteArrayList<>();
    ClientLinks links = client(loop, heard);
    loop.run(() -> links.send("n2:1", new Envelope(0, 0, write(1, new byte[8 << 20]))));
    try (RawSocket node = listener.welcoming(TWO)) {
      node.expect(OPEN);
      loop.run(() -> links.send("n2:1", new Envelope(0, 0, write(2, new byte[100]))));
      node.expect(ASK);
      node.send(new Control.Credit(1, 100_000));
      assertEquals(QUICK.frames().frameBytes(), node.expect(137).length);
      loop.run(() -> links.send("n2:1", new Envelope(0, 0, write(3, new byte[100]))));
      node.expect(ASK);
    }
    cluster.await("the large one's fate", () -> heard.stream().anyMatch(this::isUnsentLarge));
    loop.close().block(TestCluster.BOUND);
  }

  @Test
  void aLargeMessageThatTheReceiverGivesUpWasCertainlyNotSent() throws Exception {
    NodeLoop loop = NodeLoop.start("test-client", cluster.failures()::add);
    List<LinkEvent> heard = new CopyOnWriteArrayList<>();
    ClientLinks links = client(loop, heard);
    loop.run(() -> links.send("n2:1", new Envelope(0, 0, write(1, new byte[8 << 20]))));
    try (RawSocket node = listener.welcoming(TWO)) {
      node.expect(OPEN);
      node.send(new Control.Reset(1));
      cluster.await("the large one's fate", () -> heard.stream().anyMatch(this::isUnsentLarge));
    }
    assertEquals(1, links.statistics().get(Counter.DROPPED_REFUSED));
    loop.close().block(TestCluster.BOUND);
  }

  @Test
  void aNodeThatTakesAClientForANodeIsLeft() throws Exception {
    NodeLoop loop = NodeLoop.start("test-client", cluster.failures()::add);
    List<LinkEvent> heard = new CopyOnWriteArrayList<>();
    ClientLinks links = client(loop, heard);
    loop.run(() -> links.connect("n2:1"));
    try (RawSocket node = listener.welcoming(TWO)) {
      Output out = new Output(64);
      Message confused = new Reply.Stored(RequestId.of(1, 1));
      new FrameCodec(TestCluster.CLUSTER, 1 << 20).encode(out, new Envelope(1, 1, confused));
      node.send(out.toByteArray());
      node.expectEnd();
    }
    cluster.await(
        "the end of the link",
        () -> heard.stream().anyMatch(event -> event instanceof LinkEvent.Lost));
    loop.close().block(TestCluster.BOUND);
  }

  private ClientLinks client(NodeLoop loop, List<LinkEvent> heard) {
    ClientLinks links =
        new ClientSetup(loop, "test")
            .options(TestCluster.OPTIONS)
            .addresses(cluster.addresses())
            .open();
    links.inbound().subscribe(heard::add);
    return links;
  }

  private boolean isUnsentLarge(LinkEvent event) {
    return event instanceof LinkEvent.NotSent unsent
        && unsent.envelope().message() instanceof Message.Ask ask
        && ask.id().number() == 1;
  }

  private static Message write(long id, byte[] value) {
    return new Message.Ask(
        new RequestId(id),
        new Command.Write(
            Key.of("k"), Content.of(Value.of(value)), null, Consistency.QUORUM, null, 0, 1_000));
  }

  private void awaitRefusal(RejectReason reason) {
    cluster.await(
        "the refusal",
        () ->
            events().stream()
                .anyMatch(
                    event ->
                        event instanceof TransportEvent.PeerRefusedUs refused
                            && refused.reason() == reason));
  }

  private List<TransportEvent> events() {
    return cluster.node(ONE).events;
  }

  private long count(Counter counter) {
    return cluster.node(ONE).count(counter);
  }
}
