package dev.gyre.transport.netty;

import dev.gyre.core.host.TransportContract;
import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.link.Addresses;
import dev.gyre.transport.netty.link.Backoff;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.link.Timing;
import dev.gyre.transport.netty.loop.NodeLoop;
import dev.gyre.transport.netty.statistics.Counter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Nodes over loopback, each with its loop. A member's host name is its id, looked up in here. */
final class TestCluster implements TransportContract.World {
  static final ClusterId CLUSTER = ClusterId.parse("00112233445566778899aabbccddeeff");
  static final ClusterId FOREIGN = ClusterId.parse("ffeeddccbbaa99887766554433221100");
  static final Duration BOUND = Duration.ofSeconds(30);
  static final TransportOptions OPTIONS =
      TransportOptions.DEFAULT
          .with(new Backoff(5, 40))
          .with(new Timing(2_000, 5_000, 1_000, 3, 2_000));
  static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

  private final Topology topology;
  private final Map<String, InetSocketAddress> directory = new ConcurrentHashMap<>();
  private final Map<NodeId, TestNode> nodes = new ConcurrentHashMap<>();
  private final Map<NodeId, Integer> lives = new ConcurrentHashMap<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final TransportOptions options;
  private boolean refused;

  TestCluster() {
    this(3, OPTIONS);
  }

  TestCluster(int size, TransportOptions options) {
    this.options = options;
    this.topology =
        new Topology(
            1,
            16,
            3,
            IntStream.rangeClosed(1, size)
                .mapToObj(i -> new Member(NodeId.of(i), "r" + i, "n" + i + ":1"))
                .toList());
  }

  /** One life of one node. */
  static final class TestNode {
    final NodeLoop loop;
    final NettyTransport transport;
    final List<Event.Received> received = new CopyOnWriteArrayList<>();
    final List<TransportEvent> events;
    volatile boolean completed;
    volatile boolean elsewhere;

    private TestNode(NodeLoop loop, NettyTransport transport, List<TransportEvent> events) {
      this.loop = loop;
      this.transport = transport;
      this.events = events;
      transport.inbound().subscribe(this::receive, error -> {}, () -> completed = true);
    }

    private void receive(Event.Received event) {
      elsewhere |= !loop.isCurrent();
      received.add(event);
    }

    long count(Counter counter) {
      return transport.statistics().get(counter);
    }
  }

  Topology topology() {
    return topology;
  }

  TestNode node(NodeId id) {
    return nodes.get(id);
  }

  List<Throwable> failures() {
    return failures;
  }

  @Override
  public void start(NodeId node) {
    start(node, CLUSTER);
  }

  @Override
  public void startForeign(NodeId node) {
    start(node, FOREIGN);
  }

  @Override
  public void startMisconfigured(NodeId node) {
    start(node, CLUSTER, new Topology(1, 16, 2, topology.members()), setup -> setup);
  }

  TestNode start(NodeId node, ClusterId cluster) {
    return start(node, cluster, setup -> setup);
  }

  TestNode start(NodeId node, ClusterId cluster, UnaryOperator<NettySetup> more) {
    return start(node, cluster, topology, more);
  }

  private TestNode start(
      NodeId node, ClusterId cluster, Topology known, UnaryOperator<NettySetup> more) {
    NodeLoop loop = NodeLoop.start("test-" + node, failures::add);
    int life = lives.merge(node, 1, Integer::sum);
    List<TransportEvent> events = new CopyOnWriteArrayList<>();
    NettySetup setup =
        new NettySetup(loop, new NodeIdentity(cluster, node, life), known)
            .options(options)
            .addresses(addresses())
            .random(new Random(node.number()))
            .listener(events::add);
    NettyTransport transport = more.apply(setup).bind(ANY_PORT).block(BOUND);
    TestNode started = new TestNode(loop, transport, events);
    nodes.put(node, started);
    HostPort bound = transport.address();
    directory.put(node.toString(), new InetSocketAddress(bound.host(), bound.port()));
    return started;
  }

  /** Lets somebody else answer under this node's name. */
  void pretend(NodeId node, InetSocketAddress address) {
    directory.put(node.toString(), address);
  }

  Addresses addresses() {
    return name -> {
      InetSocketAddress address = directory.get(name.host());
      return address == null
          ? CompletableFuture.failedFuture(new Exception("no host " + name.host()))
          : CompletableFuture.completedFuture(address);
    };
  }

  /** The sockets close with the loop, unflushed. */
  @Override
  public void crash(NodeId node) {
    directory.remove(node.toString());
    nodes.get(node).loop.close().block(BOUND);
  }

  @Override
  public void closeTransport(NodeId node) {
    directory.remove(node.toString());
    nodes.get(node).transport.close().block(BOUND);
  }

  @Override
  public void send(NodeId from, NodeId to, Envelope envelope) {
    TestNode sender = nodes.get(from);
    on(sender, () -> sender.transport.send(to, envelope));
  }

  /** Runs on a node's loop and waits for it. */
  static void on(TestNode node, Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    node.loop.run(
        () -> {
          task.run();
          done.countDown();
        });
    try {
      if (!done.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the loop did not come to a task");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public List<Event.Received> received(NodeId node) {
    return nodes.get(node).received;
  }

  @Override
  public boolean inboundCompleted(NodeId node) {
    return nodes.get(node).completed;
  }

  @Override
  public boolean deliveredOnWorker(NodeId node) {
    return !nodes.get(node).elsewhere;
  }

  @Override
  public boolean refusedAStranger() {
    for (TestNode node : nodes.values()) {
      refused |= node.count(Counter.REJECTED) > 0;
    }
    return refused;
  }

  @Override
  public boolean refusedAnotherTopology() {
    return nodes.values().stream()
        .flatMap(node -> node.events.stream())
        .anyMatch(
            event ->
                event instanceof TransportEvent.PeerRefusedUs refusal
                    && refusal.reason() == RejectReason.OTHER_TOPOLOGY);
  }

  @Override
  public int messageBytes() {
    return options.frames().messageBytes();
  }

  @Override
  public void await(String what, BooleanSupplier condition) {
    awaitTrue(what, condition);
  }

  static void awaitTrue(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    List<TestNode> all = new ArrayList<>(nodes.values());
    all.forEach(node -> node.loop.close().block(BOUND));
    if (!failures.isEmpty()) {
      throw new AssertionError("a loop failed", failures.getFirst());
    }
  }
}
