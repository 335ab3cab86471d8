package dev.gyre.client.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreClientBuilder;
import dev.gyre.client.GyreException;
import dev.gyre.client.ReadOptions;
import dev.gyre.client.Receipt;
import dev.gyre.client.host.LaneStore;
import dev.gyre.core.host.Client;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import dev.gyre.transport.netty.link.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The client of production against listeners of production, over loopback. */
class TcpClientTest {
  private static final Duration BOUND = TcpNode.BOUND;

  private final LaneStore store = new LaneStore();
  private final List<TcpNode> nodes = new ArrayList<>();
  private final Topology topology =
      new Topology(
          1,
          16,
          2,
          List.of(
              new Member(NodeId.of(1), "east", "n1:1"), new Member(NodeId.of(2), "west", "n2:1")));

  /** Where each host name is to be found now: nodes take any free port. */
  private final Map<String, InetSocketAddress> directory = new ConcurrentHashMap<>();

  private final GyreClient client = builder().timeout(Duration.ofSeconds(10)).build();

  @AfterEach
  void stop() {
    client.close().block(BOUND);
    nodes.forEach(TcpNode::crash);
  }

  private GyreClientBuilder builder() {
    return GyreClient.builder()
        .seed(address(1))
        .network(setup -> setup.addresses(name -> found(name.host())));
  }

  private CompletableFuture<InetSocketAddress> found(String host) {
    InetSocketAddress address = directory.get(host);
    return address == null
        ? CompletableFuture.failedFuture(new IOException("no host " + host))
        : CompletableFuture.completedFuture(address);
  }

  private String address(int node) {
    return topology.members().get(node - 1).address();
  }

  private TcpNode start(int node, Client behind) {
    TcpNode started = new TcpNode(node, topology, behind);
    nodes.add(started);
    HostPort bound = started.address;
    directory.put("n" + node, new InetSocketAddress(bound.host(), bound.port()));
    return started;
  }

  /** Nodes share the store, as if replication were instant; it needs one thread at a time. */
  private Client shared() {
    return new Client() {
      @Override
      public void ask(Command command, Consumer<Outcome> answer) {
        synchronized (store) {
          store.ask(command, answer);
        }
      }

      @Override
      public Mono<Outcome> ask(Command command) {
        return Mono.error(new UnsupportedOperationException());
      }
    };
  }

  /** Takes commands and says nothing. */
  private static Client silent() {
    return new Client() {
      @Override
      public void ask(Command command, Consumer<Outcome> answer) {}

      @Override
      public Mono<Outcome> ask(Command command) {
        return Mono.never();
      }
    };
  }

  private boolean isUp(String address) {
    return client.status().block(BOUND).links().stream()
        .anyMatch(link -> link.isUp() && link.address().equals(address));
  }

  /** Asks the status again and again, in the time that the asking itself takes. */
  private void awaitUp(int node) {
    long until = System.nanoTime() + BOUND.toNanos();
    while (!isUp(address(node))) {
      assertTrue(System.nanoTime() < until, "no link to " + address(node));
    }
  }

  @Test
  void itReadsItsWritesAndSaysOnWhichThread() {
    start(1, shared());
    String[] thread = new String[1];
    Receipt receipt =
        client
            .put("k", "v")
            .doOnNext(done -> thread[0] = Thread.currentThread().getName())
            .block(BOUND);
    assertTrue(thread[0].startsWith("gyre-client"), thread[0]);
    assertEquals(1, receipt.attempts());
    assertEquals(Optional.of("v"), client.get("k").block(BOUND).text());
    assertEquals(topology, client.topology().block(BOUND));
    assertThrows(
        IllegalStateException.class,
        () -> client.get("k").map(reading -> client.get("k").block()).block(BOUND),
        "blocking the client's loop is refused");
  }

  /** The name that the node gives itself is unknown here, as behind a proxy. */
  @Test
  void anAddressIsEnoughToBeginAndToGoOn() {
    TcpNode node = start(1, shared());
    GyreClient plain = GyreClient.connect("gyre://" + node.address + "?timeout=10s");
    try {
      plain.put("k", "v").block(BOUND);
      assertEquals(Optional.of("v"), plain.get("k").block(BOUND).text());
    } finally {
      plain.close().block(BOUND);
    }
  }

  @Test
  void itLearnsTheOtherNodesAndGoesOnWithoutTheOneItBeganWith() {
    TcpNode first = start(1, shared());
    start(2, shared());
    client.put("k", "v").block(BOUND);
    awaitUp(2);
    first.crash();
    nodes.remove(first);
    for (int i = 0; i < 20; i++) {
      client.put("k" + i, "v" + i).block(BOUND);
      assertEquals(Optional.of("v" + i), client.get("k" + i).block(BOUND).text());
    }
    start(1, shared());
    awaitUp(1);
  }

  @Test
  void aNodeThatShutsDownIsLeftWithoutAFailure() {
    TcpNode first = start(1, shared());
    start(2, shared());
    client.put("k", "v").block(BOUND);
    awaitUp(2);
    AtomicInteger written = new AtomicInteger();
    Mono<Void> load =
        Flux.range(0, 20_000)
            .flatMap(i -> client.put("k" + i, "v"), 64)
            .doOnNext(receipt -> written.incrementAndGet())
            .then();
    CountDownLatch over = new CountDownLatch(1);
    Throwable[] failed = new Throwable[1];
    load.subscribe(
        none -> {},
        error -> {
          failed[0] = error;
          over.countDown();
        },
        over::countDown);
    first.close();
    nodes.remove(first);
    await(over);
    assertEquals(null, failed[0]);
    assertEquals(20_000, written.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void manyThreadsShareOneClient() throws InterruptedException {
    start(1, shared());
    int threads = 4;
    int each = 5_000;
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      String mine = "t" + t + "-";
      Thread.ofPlatform()
          .start(
              () ->
                  Flux.range(0, each)
                      .flatMap(i -> client.put(mine + i, mine + i).then(client.get(mine + i)), 100)
                      .doOnNext(reading -> assertTrue(reading.text().orElse("").startsWith(mine)))
                      .subscribe(reading -> {}, Throwable::printStackTrace, done::countDown));
    }
    assertTrue(done.await(BOUND.toSeconds(), TimeUnit.SECONDS));
    assertEquals(0, client.status().block(BOUND).running());
    assertEquals(2 * threads * each, store.asked().size());
  }

  @Test
  void aLargeValueComesBackWhole() {
    start(1, shared());
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 7;
    client.put("large", large).block(BOUND);
    assertEquals(Value.of(large), client.get("large").block(BOUND).value().orElseThrow());
  }

  @Test
  void silenceIsUnknownForAWriteAndNotAppliedForARead() {
    start(1, silent());
    GyreClient hasty = builder().timeout(Duration.ofMillis(200)).name("hasty").build();
    try {
      assertThrows(GyreException.Unknown.class, () -> hasty.put("k", "v").block(BOUND));
      assertThrows(GyreException.NotApplied.class, () -> hasty.get("k").block(BOUND));
    } finally {
      hasty.close().block(BOUND);
    }
  }

  @Test
  void nobodyThereIsNotAppliedAndSaysWho() {
    GyreException.NotApplied none =
        assertThrows(
            GyreException.NotApplied.class,
            () ->
                client
                    .get(Key.of("k"), ReadOptions.DEFAULTS.within(Duration.ofMillis(300)))
                    .block(BOUND));
    assertEquals(0, none.attempts());
    assertTrue(none.getMessage().contains(address(1)), none.getMessage());
  }

  @Test
  void cancellingGivesBackThePlace() {
    start(1, silent());
    client.topology().block(BOUND);
    Disposable asked = client.put("k", "v").subscribe();
    assertEquals(1, client.status().block(BOUND).running());
    asked.dispose();
    assertEquals(0, client.status().block(BOUND).running());
  }

  @Test
  void aClosedClientRefusesAndItsThreadEnds() {
    start(1, shared());
    client.put("k", "v").block(BOUND);
    client.close().block(BOUND);
    Throwable refused = client.put("k", "w").materialize().block(BOUND).getThrowable();
    assertInstanceOf(GyreException.NotApplied.class, refused);
    client.close().block(BOUND);
  }
}
