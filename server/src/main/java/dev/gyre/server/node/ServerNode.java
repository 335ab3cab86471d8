package dev.gyre.server.node;

import dev.gyre.core.host.Client;
import dev.gyre.core.host.Disk;
import dev.gyre.core.host.HostObserver;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.host.Ports;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.ring.Topology;
import dev.gyre.server.config.HostPort;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.server.http.RestServer;
import dev.gyre.server.metrics.HintMetrics;
import dev.gyre.server.metrics.NodeMetrics;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.OpenResult;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.storage.file.FileDisk;
import dev.gyre.transport.netty.Directory;
import dev.gyre.transport.netty.NettySetup;
import dev.gyre.transport.netty.NettyTransport;
import dev.gyre.transport.netty.NodeIdentity;
import dev.gyre.transport.netty.Served;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;

/**
 * A node that serves. All of it runs on one event loop; the log and the checkpoints each have a
 * thread, because they block on the disk.
 */
public final class ServerNode {
  private static final Logger LOG = LoggerFactory.getLogger("dev.gyre.node");
  private static final Duration CLOSING = Duration.ofSeconds(30);

  private final ServerSettings settings;

  /** More requests than a node can take between its last look and its end; a life has 2^40. */
  private static final long UNSEEN_SEQUENCES = 1L << 24;

  private final NodeLoop loop;
  private final Consumer<Throwable> onFailure;
  private final Disks disks;

  /** What has to be undone when the start fails or the node has stopped, the last first. */
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private @Nullable DurableStorage storage;
  private long firstSequence;
  private @Nullable NettyTransport transport;
  private @Nullable NodeHost host;
  private @Nullable Serving serving;
  private @Nullable RestServer rest;

  private ServerNode(ServerSettings settings, Consumer<Throwable> onFailure, Disks disks) {
    this.settings = settings;
    this.disks = disks;
    this.onFailure = onFailure;
    this.loop = NodeLoop.start(name(settings), onFailure);
    undo.push(() -> loop.close().block(CLOSING));
  }

  private static String name(ServerSettings settings) {
    return "gyre-" + settings.identity().node();
  }

  /**
   * Opens the data, listens and serves. Blocks; not to be called on an event loop.
   *
   * @param acceptDataLoss whether to serve although durable data is missing
   * @param onFailure told, on any thread, when the node cannot go on
   */
  public static ServerNode start(
      ServerSettings settings, boolean acceptDataLoss, Consumer<Throwable> onFailure)
      throws StartException {
    return start(settings, acceptDataLoss, onFailure, FileDisk::at);
  }

  /** On other disks than the machine's. */
  static ServerNode start(
      ServerSettings settings, boolean acceptDataLoss, Consumer<Throwable> onFailure, Disks disks)
      throws StartException {
    ServerNode node = new ServerNode(settings, onFailure, disks);
    try {
      node.start(acceptDataLoss);
      return node;
    } catch (StartException | RuntimeException failed) {
      node.closeStorage();
      node.undoAll();
      throw failed;
    }
  }

  /**
   * After a start that failed: gives the directory back. The node may have begun to serve, on its
   * loop, so the store is closed there, and the life goes on well after every number that can have
   * been used meanwhile.
   */
  private void closeStorage() {
    DurableStorage store = storage;
    if (store != null) {
      Mono.defer(() -> store.close(lastSequence() + UNSEEN_SEQUENCES))
          .subscribeOn(loop.scheduler())
          .block(CLOSING);
    }
  }

  private long lastSequence() {
    return host == null ? firstSequence : host.node().lastSequence();
  }

  private void start(boolean acceptDataLoss) throws StartException {
    Sizing sizing = new Sizing(settings);
    Tls tls = settings.network().tls() == null ? null : Tls.of(settings.network().tls());
    Disk disk = DataDirectory.disk(settings, disks);
    RememberedPeers known = RememberedPeers.read(disk, thread("peers"));
    OpenResult.Opened opened =
        DataDirectory.open(settings, sizing.storage(acceptDataLoss), disk, workers());
    storage = opened.storage();
    firstSequence = opened.lastSequence();
    PeerWatch peers =
        new PeerWatch(
            settings.identity().node(), reason -> onFailure.accept(new StartException(reason)));
    transport = bindTransport(sizing, tls, peers, opened, known);
    NodeHost started = startHost(sizing, opened, transport, storage);
    host = started;
    serving =
        new Serving(
            started,
            metrics(started, transport, storage),
            peers,
            storage::hintStatistics,
            opened.life());
    transport.serve(served(serving.client(), started));
    HostPort http = settings.network().http();
    if (http != null) {
      rest = bindRest(sizing, http, tls);
    }
    LOG.atInfo()
        .addKeyValue("node", settings.identity().node())
        .addKeyValue("listen", transport.address())
        .addKeyValue("http", rest == null ? "off" : rest.address())
        .log("serving");
  }

  /** The envelope of any message bears the node's stamp. */
  private static Served served(Client client, NodeHost node) {
    Topology topology = node.settings().topology();
    Message any = new Message.TopologyIs(topology);
    return new Served(
        client, () -> topology, () -> node.node().envelope(any).stamp(), node::members);
  }

  private StorageWorkers workers() {
    return new StorageWorkers(
        loop.scheduler().createWorker(), thread("log"), thread("checkpoint"), thread("reader"));
  }

  private Scheduler.Worker thread(String purpose) {
    Scheduler scheduler = Schedulers.newSingle(name(settings) + "-" + purpose, true);
    undo.push(scheduler::dispose);
    return scheduler.createWorker();
  }

  private NettyTransport bindTransport(
      Sizing sizing,
      @Nullable Tls tls,
      PeerWatch peers,
      OpenResult.Opened opened,
      RememberedPeers known)
      throws StartException {
    ServerSettings.Identity identity = settings.identity();
    NettySetup setup =
        new NettySetup(loop, identity(opened), identity.topology())
            .options(sizing.transport())
            .memory(known)
            .listener(peers);
    if (tls != null) {
      setup.tls(tls.listener(), tls.dialler());
    }
    settings
        .network()
        .peerAddresses()
        .forEach((peer, address) -> setup.peerAddress(peer, dial(address)));
    NettyTransport bound =
        await(
            setup.bind(dial(settings.network().listen())),
            "node.listen",
            settings.network().listen());
    undo.push(() -> bound.close().block(CLOSING));
    return bound;
  }

  private NodeIdentity identity(OpenResult.Opened opened) {
    ServerSettings.Identity identity = settings.identity();
    Directory directory = new Directory(opened.directory().name(), opened.directory().replaces());
    return new NodeIdentity(identity.cluster(), identity.node(), opened.life(), directory);
  }

  private static dev.gyre.transport.netty.link.HostPort dial(HostPort address) {
    return new dev.gyre.transport.netty.link.HostPort(address.host(), address.port());
  }

  private NodeHost startHost(
      Sizing sizing, OpenResult.Opened opened, NettyTransport bound, DurableStorage store) {
    Ports ports =
        new Ports(
            bound,
            store,
            loop.scheduler(),
            () -> new Moment(System.currentTimeMillis(), System.nanoTime() / 1_000_000),
            new SplittableRandom()::nextLong,
            HostObserver.NONE);
    NodeHost made =
        new NodeHost(
            sizing.node(),
            new Incarnation(opened.life(), opened.lastSequence(), opened.directory().name()),
            ports);
    made.failure().subscribe(_ -> {}, onFailure);
    Mono.fromRunnable(made::start).subscribeOn(loop.scheduler()).block();
    return made;
  }

  private NodeMetrics metrics(NodeHost node, NettyTransport bound, DurableStorage store) {
    NodeMetrics metrics = new NodeMetrics();
    metrics.watch(node.node(), () -> serving != null && serving.obstacles().isEmpty());
    metrics.watch(node);
    metrics.watch(bound);
    metrics.watch(store);
    HintMetrics.watch(metrics, store, node);
    metrics.gauge(
        "gyre.http.requests.in.flight",
        "HTTP requests being served",
        () -> rest == null ? 0 : rest.inFlight().requests());
    metrics.gauge(
        "gyre.http.in.flight.bytes",
        "Bytes of bodies held for them",
        () -> rest == null ? 0 : rest.inFlight().bytes());
    return metrics;
  }

  private RestServer bindRest(Sizing sizing, HostPort http, @Nullable Tls tls)
      throws StartException {
    InetSocketAddress address = new InetSocketAddress(http.host(), http.port());
    RestServer bound =
        await(
            RestServer.bind(
                serving(), sizing.rest(address, tls == null ? null : tls.http()), loop.resources()),
            "http.listen",
            http);
    undo.push(() -> bound.close().block(CLOSING));
    return bound;
  }

  private Serving serving() {
    Serving known = serving;
    if (known == null) {
      throw new IllegalStateException("the node has not started");
    }
    return known;
  }

  private static <T> T await(Mono<T> binding, String setting, HostPort address)
      throws StartException {
    try {
      T bound = binding.block(CLOSING);
      if (bound == null) {
        throw new IllegalStateException("bound to nothing: " + address);
      }
      return bound;
    } catch (RuntimeException failed) {
      Throwable cause = Exceptions.unwrap(failed);
      Throwable root =
          cause instanceof ChannelBindException && cause.getCause() != null
              ? cause.getCause()
              : cause;
      throw new StartException(
          "cannot listen on "
              + address
              + " ("
              + root.getMessage()
              + "): stop what uses it, or set "
              + setting,
          cause);
    }
  }

  public ServerSettings settings() {
    return settings;
  }

  /** Where peers and clients are accepted, with the port that was taken. */
  public dev.gyre.transport.netty.link.HostPort address() {
    NettyTransport bound = transport;
    if (bound == null) {
      throw new IllegalStateException("the node has not started");
    }
    return bound.address();
  }

  /** Where HTTP is served, with the port that was taken; null when it is off. */
  public @Nullable InetSocketAddress httpAddress() {
    return rest == null ? null : rest.address();
  }

  /** Asks this node, from any thread; the outcome arrives on the node's. */
  public Mono<Outcome> ask(Command command) {
    return serving().client().ask(command);
  }

  /**
   * Shuts down: {@code /readyz} turns 503, peers and clients are told, accepted requests are
   * finished within the time set for it, storage is closed with the mark of a clean shutdown.
   * Blocks.
   */
  public void stop() {
    loop.run(() -> serving().end("the node is shutting down"));
    LOG.atInfo().addKeyValue("node", settings.identity().node()).log("shutting down");
    NodeHost running = host;
    RestServer http = rest;
    if (running != null) {
      // HTTP first: its requests still need the peers, which the transport leaves with its clients.
      Mono<Void> answered = http == null ? Mono.empty() : http.drained();
      Duration limit = Duration.ofMillis(settings.timeouts().shutdownMillis());
      answered
          .then(Mono.defer(running::close))
          .timeout(limit, Mono.defer(this::closeUnfinished), loop.scheduler())
          .block(limit.plus(CLOSING));
    }
    undoAll();
    LOG.atInfo().addKeyValue("node", settings.identity().node()).log("stopped");
  }

  /**
   * Too many requests took too long: they end as unknown, what is stored stays whole. On the loop.
   * What is unfinished may still take sequence numbers, so the life goes on well after them.
   */
  private Mono<Void> closeUnfinished() {
    LOG.atWarn().log("requests were not finished in time; closing without them");
    NettyTransport bound = transport;
    DurableStorage store = storage;
    return bound == null || store == null
        ? Mono.empty()
        : bound.close().then(Mono.defer(() -> store.close(lastSequence() + UNSEEN_SEQUENCES)));
  }

  /** Stops after a failure: nothing is finished, and the next start is a new life. */
  public void abandon() {
    loop.run(() -> serving().end("the node failed"));
    undoAll();
  }

  private void undoAll() {
    while (!undo.isEmpty()) {
      try {
        undo.pop().run();
      } catch (RuntimeException failed) {
        LOG.atWarn().setCause(failed).log("a part of the node did not close");
      }
    }
  }
}
