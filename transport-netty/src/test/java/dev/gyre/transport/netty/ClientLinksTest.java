package dev.gyre.transport.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.host.Client;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.transport.netty.client.ClientLinks;
import dev.gyre.transport.netty.client.ClientSetup;
import dev.gyre.transport.netty.loop.NodeLoop;
import dev.gyre.transport.netty.statistics.Counter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A client and a node's listener, over loopback. */
class ClientLinksTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final String ADDRESS = "n1:1";
  private static final Outcome WRITTEN = new Outcome.Written(ContextToken.of(new byte[] {1, 2}));

  private final TestCluster cluster = new TestCluster(1, TestCluster.OPTIONS);
  private final List<LinkEvent> events = new CopyOnWriteArrayList<>();
  private final NodeLoop loop = NodeLoop.start("test-client", cluster.failures()::add);
  private ClientLinks links;
  private volatile boolean completed;

  @AfterEach
  void stop() {
    loop.close().block(TestCluster.BOUND);
    cluster.close();
  }

  /** Answers at once, or keeps the question until it is told to. */
  private static final class ScriptedNode implements Client {
    final Deque<Consumer<Outcome>> kept = new ArrayDeque<>();
    volatile boolean keep;
    volatile int asked;

    @Override
    public void ask(Command command, Consumer<Outcome> answer) {
      asked = asked + 1;
      if (keep) {
        kept.add(answer);
      } else {
        answer.accept(WRITTEN);
      }
    }

    @Override
    public Mono<Outcome> ask(Command command) {
      return Mono.error(new UnsupportedOperationException());
    }
  }

  @Test
  void aCommandIsAnsweredUnderItsOwnId() {
    serve();
    open(new ClientSetup(loop, "test").cluster(TestCluster.CLUSTER), TestCluster.OPTIONS);
    send(1);
    LinkEvent.Connected connected = await(LinkEvent.Connected.class, event -> true);
    assertEquals(new LinkEvent.Connected(ADDRESS, ONE, 1, 1, 77), connected);
    assertEquals(WRITTEN, awaitAnswer(1));
  }

  @Test
  void aClientWithoutTopologyIsToldIt() {
    serve();
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    connect();
    await(
        LinkEvent.Received.class,
        event ->
            event.envelope().message() instanceof Message.TopologyIs told
                && told.topology().equals(cluster.topology()));
  }

  @Test
  void aClientOfAnotherClusterIsRefusedWithAReason() {
    serve();
    open(new ClientSetup(loop, "test").cluster(TestCluster.FOREIGN), TestCluster.OPTIONS);
    send(1);
    LinkEvent.Refused refused = await(LinkEvent.Refused.class, event -> true);
    assertTrue(refused.lasting());
    assertTrue(refused.reason().contains("another cluster"), refused.reason());
    await(LinkEvent.NotSent.class, event -> event.envelope().epoch() == 0);
  }

  @Test
  void aNodeThatDoesNotServeYetRefusesForTheTimeBeing() {
    cluster.start(ONE);
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    connect();
    assertEquals(false, await(LinkEvent.Refused.class, event -> true).lasting());
  }

  @Test
  void anUnreachableNodeIsLostAndTheCommandCertainlyNotSent() {
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    send(1);
    await(LinkEvent.NotSent.class, event -> true);
    await(LinkEvent.Lost.class, event -> event.reason().contains("no host"));
  }

  @Test
  void aHostThatIsUnknownAtFirstIsReachedOnceItIsKnown() {
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    connect();
    await(LinkEvent.Lost.class, event -> true);
    serve();
    connect();
    await(LinkEvent.Connected.class, event -> true);
  }

  @Test
  void anAddressThatIsNoneIsToldNotThrown() {
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    loop.run(() -> links.send("nowhere", ask(1, new byte[0])));
    await(LinkEvent.NotSent.class, event -> event.reason().contains("host:port"));
  }

  @Test
  void tooManyUnansweredCommandsAreRefusedAsBusy() {
    ConnectionLimits limits = new ConnectionLimits(10, 10, 2, 1 << 20, 96 << 20, 10);
    TransportOptions options = TestCluster.OPTIONS.with(limits);
    TestCluster small = new TestCluster(1, options);
    try {
      ScriptedNode node = serve(small);
      node.keep = true;
      open(new ClientSetup(loop, "test").addresses(small.addresses()), options);
      send(1);
      send(2);
      send(3);
      Outcome outcome = awaitAnswer(3);
      assertEquals(Refusal.BUSY, assertInstanceOf(Outcome.NotApplied.class, outcome).refusal());
      TestCluster.on(small.node(ONE), () -> node.kept.forEach(kept -> kept.accept(WRITTEN)));
      assertEquals(WRITTEN, awaitAnswer(1));
      assertEquals(WRITTEN, awaitAnswer(2));
    } finally {
      small.close();
    }
  }

  @Test
  void tooManyBytesOfUnansweredCommandsAreRefusedAsBusy() {
    ConnectionLimits limits = new ConnectionLimits(10, 10, 10, 1_000, 96 << 20, 10);
    TransportOptions options = TestCluster.OPTIONS.with(limits);
    TestCluster small = new TestCluster(1, options);
    try {
      serve(small).keep = true;
      open(new ClientSetup(loop, "test").addresses(small.addresses()), options);
      TestCluster.on(small.node(ONE), () -> {});
      loop.run(() -> links.send(ADDRESS, ask(1, new byte[700])));
      loop.run(() -> links.send(ADDRESS, ask(2, new byte[700])));
      Outcome outcome = awaitAnswer(2);
      assertEquals(Refusal.BUSY, assertInstanceOf(Outcome.NotApplied.class, outcome).refusal());
    } finally {
      small.close();
    }
  }

  @Test
  void aClosingNodeAnswersWhatItAcceptedAndTakesNothingNew() {
    ScriptedNode node = serve();
    node.keep = true;
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    send(1);
    TestCluster.awaitTrue("the command", () -> node.asked == 1);
    Mono<Void> closing = cluster.node(ONE).transport.close();
    closing.subscribe();
    await(LinkEvent.GoingAway.class, event -> true);
    TestCluster.on(cluster.node(ONE), () -> node.kept.remove().accept(WRITTEN));
    assertEquals(WRITTEN, awaitAnswer(1));
    closing.block(TestCluster.BOUND);
    await(LinkEvent.Lost.class, event -> true);
    assertTrue(cluster.inboundCompleted(ONE));
  }

  @Test
  void aBrokenLinkIsTold() {
    serve();
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    send(1);
    awaitAnswer(1);
    cluster.crash(ONE);
    await(LinkEvent.Lost.class, event -> true);
  }

  @Test
  void aLargeCommandAndItsSmallNeighboursAllArrive() {
    ScriptedNode node = serve();
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    loop.run(() -> links.send(ADDRESS, ask(1, new byte[8 << 20])));
    send(2);
    assertEquals(WRITTEN, awaitAnswer(1));
    assertEquals(WRITTEN, awaitAnswer(2));
    assertEquals(2, node.asked);
  }

  @Test
  void closingSendsWhatIsQueuedAndEndsTheEvents() {
    ScriptedNode node = serve();
    open(new ClientSetup(loop, "test"), TestCluster.OPTIONS);
    connect();
    await(LinkEvent.Connected.class, event -> true);
    for (int i = 0; i < 100; i++) {
      send(i);
    }
    links.close().block(TestCluster.BOUND);
    TestCluster.awaitTrue("all commands", () -> node.asked == 100);
    assertTrue(completed);
    loop.run(() -> links.send(ADDRESS, ask(1, new byte[0])));
    TestCluster.awaitTrue("the client is gone", () -> cluster.node(ONE).count(Counter.ASKS) == 100);
  }

  private ScriptedNode serve() {
    return serve(cluster);
  }

  private static ScriptedNode serve(TestCluster where) {
    where.start(ONE);
    ScriptedNode node = new ScriptedNode();
    TestCluster.TestNode started = where.node(ONE);
    started.transport.serve(new Served(node, where::topology, () -> 77));
    TestCluster.on(started, () -> {});
    return node;
  }

  private void open(ClientSetup setup, TransportOptions options) {
    if (options == TestCluster.OPTIONS) {
      setup.addresses(cluster.addresses());
    }
    links = setup.options(options).random(new Random(1)).open();
    links.inbound().subscribe(events::add, error -> {}, () -> completed = true);
  }

  private void connect() {
    loop.run(() -> links.connect(ADDRESS));
  }

  private void send(long id) {
    loop.run(() -> links.send(ADDRESS, ask(id, new byte[] {1})));
  }

  private static Envelope ask(long id, byte[] value) {
    Command command =
        new Command.Write(
            Key.of("k"), Content.of(Value.of(value)), null, Consistency.QUORUM, null, 0, 1_000);
    return new Envelope(0, 0, new Message.Ask(new RequestId(id), command));
  }

  private <T extends LinkEvent> T await(Class<T> type, Predicate<T> condition) {
    TestCluster.awaitTrue(type.getSimpleName(), () -> find(type, condition) != null);
    return find(type, condition);
  }

  private <T extends LinkEvent> T find(Class<T> type, Predicate<T> condition) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(condition)
        .findFirst()
        .orElse(null);
  }

  private Outcome awaitAnswer(long id) {
    LinkEvent.Received received =
        await(
            LinkEvent.Received.class,
            event ->
                event.envelope().message() instanceof Message.Answer answer
                    && answer.id().number() == id);
    return ((Message.Answer) received.envelope().message()).outcome();
  }
}
