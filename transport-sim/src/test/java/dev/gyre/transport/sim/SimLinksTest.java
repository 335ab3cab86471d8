package dev.gyre.transport.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.host.Client;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.sim.SimProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A simulated client and a node: the link behaves as TCP does. */
class SimLinksTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final String ADDRESS = "n1:1";
  private static final Outcome WRITTEN = new Outcome.Written(ContextToken.of(new byte[] {1}));
  private static final Duration LONG = Duration.ofSeconds(30);

  private final SimWorld world =
      new SimWorld(
          3,
          NetworkOptions.DEFAULT.with(
              LinkOptions.CALM
                  .withLoss(0.3)
                  .withCorruption(0.3)
                  .with(new LinkOptions.Delay(1_000, 500_000, 50_000_000))));
  private final List<LinkEvent> events = new ArrayList<>();
  private final ScriptedNode node = new ScriptedNode();
  private SimProcess client;
  private SimLinks links;
  private boolean completed;

  private static final class ScriptedNode implements Client {
    final Deque<Consumer<Outcome>> kept = new ArrayDeque<>();
    boolean keep;
    int asked;

    @Override
    public void ask(Command command, Consumer<Outcome> answer) {
      asked++;
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

  @BeforeEach
  void openLinks() {
    world.simulation.within(
        () -> {
          client = world.simulation.process("client");
          links = world.network.attachClient("client", client.scheduler().main());
          links.inbound().subscribe(events::add, error -> {}, () -> completed = true);
        });
  }

  @Test
  void everyCommandIsAnsweredOnceAndInOrder() {
    serve();
    sendMany(200);
    world.runFor(LONG);
    assertEquals(LongStream.range(0, 200).boxed().toList(), answered());
    assertEquals(200, node.asked);
  }

  @Test
  void theClientLearnsNodeAndTopology() {
    serve();
    connect();
    world.runFor(LONG);
    assertEquals(new LinkEvent.Connected(ADDRESS, ONE, 1, 1, 77), events.get(0));
    LinkEvent.Received told = assertInstanceOf(LinkEvent.Received.class, events.get(1));
    assertEquals(new Message.TopologyIs(world.topology), told.envelope().message());
  }

  @Test
  void nobodyThereIsLostAndTheCommandCertainlyNotSent() {
    send(1);
    world.runFor(LONG);
    assertEquals(1, count(LinkEvent.NotSent.class));
    assertEquals(1, count(LinkEvent.Lost.class));
  }

  @Test
  void aNodeThatDoesNotServeRefusesForTheTimeBeing() {
    world.start(ONE);
    connect();
    world.runFor(LONG);
    assertFalse(((LinkEvent.Refused) events.getFirst()).lasting());
  }

  @Test
  void anotherClustersNodeRefusesForGood() {
    world.startForeign(ONE);
    connect();
    world.runFor(LONG);
    assertTrue(((LinkEvent.Refused) events.getFirst()).lasting());
  }

  @Test
  void aCrashOfTheNodeBreaksTheLinkAndItsNextLifeTakesANewOne() {
    serve();
    node.keep = true;
    send(1);
    world.runFor(LONG);
    world.crash(ONE);
    world.runFor(LONG);
    assertEquals(1, count(LinkEvent.Lost.class));
    serve();
    node.keep = false;
    send(2);
    world.runFor(LONG);
    assertEquals(List.of(2L), answered());
    node.kept.remove().accept(WRITTEN);
    world.runFor(LONG);
    assertEquals(List.of(2L), answered());
  }

  @Test
  void aShortPartitionOnlyDelays() {
    serve();
    send(1);
    world.runFor(LONG);
    Disturbance cut = world.network.partition(List.of("client"), List.of("n1"));
    send(2);
    world.runFor(Duration.ofSeconds(3));
    assertEquals(List.of(1L), answered());
    cut.end();
    world.runFor(LONG);
    assertEquals(List.of(1L, 2L), answered());
    assertEquals(0, count(LinkEvent.Lost.class));
  }

  @Test
  void aLongPartitionBreaksEvenAnIdleLink() {
    serve();
    send(1);
    world.runFor(LONG);
    world.network.partition(List.of("client"), List.of("n1"));
    world.runFor(LONG);
    assertEquals(1, count(LinkEvent.Lost.class));
    send(2);
    world.runFor(LONG);
    assertEquals(1, count(LinkEvent.NotSent.class));
  }

  @Test
  void aBrokenConnectionLosesWhatIsUnderWay() {
    serve();
    send(1);
    world.runFor(LONG);
    sendMany(100);
    world.simulation.within(() -> world.network.breakConnections(ONE));
    world.runFor(LONG);
    assertEquals(1, node.asked);
    assertEquals(1, count(LinkEvent.Lost.class));
  }

  @Test
  void aNodeThatLeavesProperlySaysSo() {
    serve();
    send(1);
    world.runFor(LONG);
    world.closeTransport(ONE);
    world.runFor(LONG);
    assertEquals(1, count(LinkEvent.GoingAway.class));
    assertEquals(1, count(LinkEvent.Lost.class));
  }

  @Test
  void aCrashOfTheClientLeavesTheNodeUnharmed() {
    serve();
    node.keep = true;
    send(1);
    world.runFor(LONG);
    world.simulation.within(client::kill);
    world.on(ONE, () -> node.kept.remove().accept(WRITTEN));
    world.runFor(LONG);
    assertEquals(List.of(), answered());
  }

  @Test
  void closingEndsTheEvents() {
    serve();
    send(1);
    world.runFor(LONG);
    onClient(() -> links.close().subscribe());
    assertTrue(completed);
  }

  private void serve() {
    world.start(ONE);
    world.node(ONE).transport.serve(node, () -> world.topology, () -> 77);
  }

  private void connect() {
    onClient(() -> links.connect(ADDRESS));
  }

  private void send(long id) {
    Command command = new Command.Get(Key.of("k"), Consistency.QUORUM, 1_000);
    Message ask = new Message.Ask(new RequestId(id), command);
    onClient(() -> links.send(ADDRESS, new Envelope(0, 0, ask)));
  }

  private void sendMany(int count) {
    for (int i = 0; i < count; i++) {
      send(i);
    }
  }

  private void onClient(Runnable task) {
    client.schedule(0, "test", 0, task);
    world.runFor(Duration.ZERO);
  }

  private List<Long> answered() {
    List<Long> ids = new ArrayList<>();
    for (LinkEvent event : events) {
      if (event instanceof LinkEvent.Received received
          && received.envelope().message() instanceof Message.Answer answer) {
        assertEquals(WRITTEN, answer.outcome());
        ids.add(answer.id().number());
      }
    }
    return ids;
  }

  private long count(Class<? extends LinkEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }
}
