package dev.gyre.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every {@link Transport}, in calm weather. Order on a link is not promised. */
public abstract class TransportContract {
  protected static final NodeId ONE = NodeId.of(1);
  protected static final NodeId TWO = NodeId.of(2);
  protected static final NodeId THREE = NodeId.of(3);
  private static final NodeId STRANGER = NodeId.of(99);
  private static final int EPOCH = 7;
  private static final int MANY = 1_000;
  private static final int LARGE_BYTES = 8 << 20;

  /** Three nodes that know each other, and what a test needs to know of them. */
  public interface World extends AutoCloseable {

    /** Starts a node, or its next life. Its inbound is recorded. */
    void start(NodeId node);

    /** Starts a node of another cluster in this one's place. */
    void startForeign(NodeId node);

    /** Starts a node that was configured with another topology of the same epoch. */
    void startMisconfigured(NodeId node);

    /** Ends a life without a goodbye. */
    void crash(NodeId node);

    /** Closes the transport properly, and waits for it. */
    void closeTransport(NodeId node);

    /** Sends from the node's worker. */
    void send(NodeId from, NodeId to, Envelope envelope);

    /** All that this node received in its current life; safe to read between waits. */
    List<Event.Received> received(NodeId node);

    boolean inboundCompleted(NodeId node);

    /** Whether every message so far arrived on the node's worker. */
    boolean deliveredOnWorker(NodeId node);

    /** Whether a node or message of another cluster was turned away, as a counter tells. */
    boolean refusedAStranger();

    /** Whether a peer was turned away for its topology, as a counter or an event tells. */
    boolean refusedAnotherTopology();

    /** The longest message it takes, in bytes. */
    int messageBytes();

    /** Lets time pass until this holds; fails after a generous bound. */
    void await(String what, BooleanSupplier condition);

    @Override
    void close();
  }

  private World world;

  protected abstract World newWorld();

  @BeforeEach
  void startWorld() {
    world = newWorld();
  }

  @AfterEach
  void stopWorld() {
    world.close();
  }

  @Test
  void aMessageArrivesAsItWasSent() {
    startBoth();
    assertTrue(world.deliveredOnWorker(TWO));
    Event.Received event = world.received(TWO).getFirst();
    assertEquals(new Event.Received(ONE, EPOCH, 0, stored(0)), event);
  }

  @Test
  void whatIsSentInOneTurnArrivesAllOfIt() {
    startBoth();
    for (int i = 1; i <= MANY; i++) {
      world.send(ONE, TWO, envelope(i));
    }
    world.await("all messages", () -> distinctAt(TWO) == MANY + 1);
  }

  @Test
  void bothDirectionsWork() {
    startBoth();
    sendUntilReceived(TWO, ONE, 5);
    assertEquals(TWO, world.received(ONE).getFirst().from());
  }

  @Test
  void aNodeCanSendToItself() {
    world.start(ONE);
    world.send(ONE, ONE, envelope(3));
    world.await("the message to itself", () -> has(ONE, 3));
    assertEquals(ONE, world.received(ONE).getFirst().from());
  }

  @Test
  void anUnknownPeerIsLossNotAnError() {
    startBoth();
    world.send(ONE, STRANGER, envelope(1));
    sendUntilReceived(ONE, TWO, 2);
    assertFalse(has(TWO, 1));
  }

  @Test
  void anAbsentPeerIsNoErrorAndReachedOnceItIsThere() {
    world.start(ONE);
    world.send(ONE, THREE, envelope(1));
    world.start(THREE);
    sendUntilReceived(ONE, THREE, 2);
  }

  @Test
  void aPeerThatCrashedIsReachedAgainInItsNextLife() {
    startBoth();
    world.crash(TWO);
    world.send(ONE, TWO, envelope(1));
    world.start(TWO);
    sendUntilReceived(ONE, TWO, 2);
    sendUntilReceived(TWO, ONE, 3);
  }

  @Test
  void aSenderThatCrashedIsHeardAgainInItsNextLife() {
    startBoth();
    world.crash(ONE);
    world.start(ONE);
    sendUntilReceived(ONE, TWO, 2);
  }

  @Test
  void aLargeMessageArrivesIntact() {
    startBoth();
    byte[] bytes = new byte[LARGE_BYTES];
    new Random(42).nextBytes(bytes);
    Message large = ask(bytes);
    world.send(ONE, TWO, new Envelope(EPOCH, 1, large));
    world.send(ONE, TWO, envelope(1));
    world.await(
        "both messages",
        () ->
            has(TWO, 1)
                && world.received(TWO).stream().anyMatch(event -> event.message().equals(large)));
    assertTrue(has(TWO, 1));
  }

  @Test
  void anOversizeMessageIsLossNotAnError() {
    startBoth();
    world.send(ONE, TWO, new Envelope(EPOCH, 1, ask(new byte[world.messageBytes() + 1])));
    sendUntilReceived(ONE, TWO, 2);
    assertTrue(
        world.received(TWO).stream().noneMatch(event -> event.message() instanceof Message.Ask));
  }

  @Test
  void anotherClustersMessagesAreNeverDelivered() {
    world.start(ONE);
    world.startForeign(TWO);
    int[] attempts = {0};
    world.await(
        "a refusal",
        () -> {
          world.send(ONE, TWO, envelope(++attempts[0]));
          world.send(TWO, ONE, envelope(attempts[0]));
          return world.refusedAStranger();
        });
    assertEquals(List.of(), world.received(ONE));
    assertEquals(List.of(), world.received(TWO));
  }

  /** Found by review: such nodes took each other's word for keys that they place differently. */
  @Test
  void nodesWithOtherTopologiesOfOneEpochDoNotTalk() {
    world.start(ONE);
    world.startMisconfigured(TWO);
    int[] attempts = {0};
    world.await(
        "a refusal",
        () -> {
          world.send(ONE, TWO, envelope(++attempts[0]));
          world.send(TWO, ONE, envelope(attempts[0]));
          return world.refusedAnotherTopology();
        });
    assertEquals(List.of(), world.received(ONE));
    assertEquals(List.of(), world.received(TWO));
  }

  @Test
  void closingEndsTheInbound() {
    startBoth();
    world.closeTransport(TWO);
    world.await("the end", () -> world.inboundCompleted(TWO));
    world.send(ONE, TWO, envelope(1));
    assertFalse(world.inboundCompleted(ONE));
  }

  @Test
  void whatWasSentBeforeCloseStillLeaves() {
    startBoth();
    for (int i = 1; i <= MANY; i++) {
      world.send(ONE, TWO, envelope(i));
    }
    world.closeTransport(ONE);
    world.await("all messages", () -> distinctAt(TWO) == MANY + 1);
  }

  private void startBoth() {
    world.start(ONE);
    world.start(TWO);
    sendUntilReceived(ONE, TWO, 0);
  }

  private void sendUntilReceived(NodeId from, NodeId to, int number) {
    world.await(
        number + " from " + from + " to " + to,
        () -> {
          if (!has(to, number)) {
            world.send(from, to, envelope(number));
          }
          return has(to, number);
        });
  }

  private boolean has(NodeId node, int number) {
    return world.received(node).stream().anyMatch(event -> event.message().equals(stored(number)));
  }

  private long distinctAt(NodeId node) {
    return world.received(node).stream().map(Event.Received::message).distinct().count();
  }

  private static Envelope envelope(int number) {
    return new Envelope(EPOCH, number, stored(number));
  }

  private static Message stored(int number) {
    return new Reply.Stored(RequestId.of(1, number));
  }

  private static Message ask(byte[] value) {
    return new Message.Ask(
        RequestId.of(1, 1),
        new Command.Write(
            Key.of("large"),
            Content.of(Value.of(value)),
            null,
            Consistency.QUORUM,
            null,
            0,
            1_000));
  }
}
