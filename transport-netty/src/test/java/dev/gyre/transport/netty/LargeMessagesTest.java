package dev.gyre.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.link.Timing;
import dev.gyre.transport.netty.statistics.Counter;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memory for large messages is bounded, and nobody keeps it for nothing. */
class LargeMessagesTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static final int CREDIT = 135;
  private static final int RESET = 136;
  private static final int PONG = 132;
  private static final int LARGE_BYTES = 20 << 20;

  /** Room for one large message only; nobody is given up within the time of a test. */
  private static final TransportOptions TIGHT =
      TestCluster.OPTIONS
          .with(new ConnectionLimits(100, 100, 100, 64L << 20, 38L << 20, 100))
          .with(new Timing(10_000, 30_000, 20_000, 3, 2_000));

  private static final Timing IMPATIENT = new Timing(1_000, 5_000, 50, 4, 2_000);

  private TestCluster cluster = new TestCluster(2, TIGHT);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void whoDoesNotFitWaitsForItsTurn() throws IOException {
    serve();
    try (RawSocket first = RawSocket.welcomedClient(transport());
        RawSocket second = RawSocket.welcomedClient(transport())) {
      first.send(new Control.Open(1, LARGE_BYTES));
      first.expect(CREDIT);
      second.send(new Control.Open(1, LARGE_BYTES));
      second.send(new Control.Ping());
      second.expect(PONG);
      first.close();
      second.expect(CREDIT);
    }
  }

  @Test
  void whoAnnouncesAndDoesNotSendLosesItsPlace() throws IOException {
    cluster = new TestCluster(2, TIGHT.with(IMPATIENT));
    serve();
    try (RawSocket staller = RawSocket.welcomedClient(transport())) {
      staller.send(new Control.Open(1, LARGE_BYTES));
      staller.expect(CREDIT);
      byte[] frame = new byte[0];
      while (frame.length == 0 || RawSocket.type(frame) != RESET) {
        staller.send(new Control.Ping());
        frame = staller.read();
      }
      staller.send(new Control.Open(2, LARGE_BYTES));
      while (RawSocket.type(frame) != CREDIT) {
        frame = staller.read();
      }
    }
  }

  @Test
  void tooManyAtOnceAreGivenUp() throws IOException {
    serve();
    int most = TIGHT.frames().streams();
    try (RawSocket client = RawSocket.welcomedClient(transport())) {
      for (int i = 1; i <= most + 1; i++) {
        client.send(new Control.Open(i, 100_000));
      }
      byte[] frame = client.read();
      while (RawSocket.type(frame) != RESET) {
        frame = client.read();
      }
      assertEquals(most + 1, frame[10]);
    }
  }

  @Test
  void manyThatDoNotFitTogetherArriveOneAfterTheOther() {
    cluster.start(ONE);
    cluster.start(TWO);
    cluster.await(
        "the connection",
        () ->
            cluster.node(ONE).events.stream()
                .anyMatch(event -> event instanceof TransportEvent.PeerConnected));
    byte[] value = new byte[8 << 20];
    for (int i = 0; i < 12; i++) {
      int number = i;
      cluster.await(
          "room for message " + i,
          () -> {
            long before = cluster.node(ONE).count(Counter.DROPPED_SLOW);
            cluster.send(ONE, TWO, write(number, value));
            return cluster.node(ONE).count(Counter.DROPPED_SLOW) == before;
          });
    }
    cluster.await("all messages", () -> cluster.received(TWO).size() == 12);
    assertTrue(cluster.node(ONE).count(Counter.LARGE_MESSAGES_SENT) >= 12);
    assertEquals(
        12,
        cluster.received(TWO).stream()
            .map(event -> ((Message.Ask) event.message()).id())
            .distinct()
            .count());
  }

  private void serve() {
    cluster.start(ONE);
    transport().serve(new Served(new DeafClient(), cluster::topology, () -> 0));
  }

  private NettyTransport transport() {
    return cluster.node(ONE).transport;
  }

  private static Envelope write(int id, byte[] value) {
    byte[] own = Arrays.copyOf(value, value.length);
    Command command =
        new Command.Write(
            Key.of("k"), Content.of(Value.of(own)), null, Consistency.QUORUM, null, 0, 1_000);
    Message message = new Message.Ask(new RequestId(id), command);
    return new Envelope(1, 1, message);
  }
}
