package dev.gyre.transport.netty;

import dev.gyre.core.host.Inbox;
import dev.gyre.core.host.Transport;
import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.frame.ByteBudget;
import dev.gyre.transport.netty.link.Dialler;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.link.LinkContext;
import dev.gyre.transport.netty.statistics.Counter;
import dev.gyre.transport.netty.statistics.Counters;
import dev.gyre.transport.netty.statistics.TransportStatistics;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Core's transport over TCP. One multiplexed connection per peer and direction of dialling: this
 * node sends on those that it dials and receives on those that peers dial; clients connect to the
 * same port. All of it runs on the node's loop, which is also the node's worker.
 *
 * <p>Made by {@link NettySetup#bind}. Peers are dialled at once; clients are let in from {@link
 * #serve} on.
 */
public final class NettyTransport implements Transport {
  private final NettySetup setup;
  private final Counters counters = new Counters();
  private final LinkContext context;
  private final Listener listener;
  private final PeerLinks peers;
  private final ByteBudget askBytes;
  private final Inbox<Event.Received> inbox = new Inbox<>();
  private final Departure departure;

  /** Null before the node serves. */
  private @Nullable Served node;

  /** Set once bound. */
  private @Nullable InetSocketAddress address;

  private NettyTransport(NettySetup setup) {
    this.setup = setup;
    this.context = setup.options().contextOn(setup.loop(), counters);
    this.listener = new Listener(setup, context, this);
    Dialler dialler =
        new Dialler(context, setup.options().sockets(), setup.addresses(), setup.clientTls());
    this.peers = new PeerLinks(setup, context, dialler);
    this.askBytes = new ByteBudget(setup.options().connections().askBytes());
    this.departure = new Departure(context, listener, peers, this::departed);
  }

  static Mono<NettyTransport> bind(NettySetup setup, HostPort listen) {
    NettyTransport transport = new NettyTransport(setup);
    return transport.listener.bind(listen).map(transport::bound);
  }

  private NettyTransport bound(InetSocketAddress bound) {
    address = bound;
    peers.use(setup.topology());
    return this;
  }

  /** Where it listens: tells the port that was taken for port 0. */
  public HostPort address() {
    InetSocketAddress bound = address;
    if (bound == null) {
      throw new IllegalStateException("not bound yet");
    }
    return new HostPort(bound.getHostString(), bound.getPort());
  }

  /** Lets clients in, to this node. May be called from any thread. */
  public void serve(Served served) {
    setup.loop().run(() -> node = served);
  }

  /** Dials new members and drops former ones. May be called from any thread. */
  public void use(Topology topology) {
    setup.loop().run(() -> peers.use(topology));
  }

  @Override
  public void send(NodeId to, Envelope envelope) {
    if (to.equals(setup.identity().node())) {
      sendToSelf(envelope);
    } else {
      peers.send(to, envelope);
    }
  }

  /** Self is just another peer: it hears of it in a later turn. */
  private void sendToSelf(Envelope envelope) {
    NodeId self = setup.identity().node();
    Event.Received event =
        new Event.Received(self, envelope.epoch(), envelope.stamp(), envelope.message());
    setup.loop().runLater(() -> received(event));
  }

  @Override
  public int messageBytes() {
    return setup.options().frames().messageBytes();
  }

  @Override
  public Flux<Event.Received> inbound() {
    return inbox;
  }

  /**
   * Refuses new commands, finishes the accepted ones, sends what is queued, says goodbye, closes;
   * each within {@code drainMillis}. The same end for every caller, from any thread.
   */
  @Override
  public Mono<Void> close() {
    return Mono.defer(
        () -> {
          setup.loop().run(departure::begin);
          return departure.over();
        });
  }

  private void departed() {
    inbox.complete();
  }

  /** May be read from any thread. */
  public TransportStatistics statistics() {
    return counters.snapshot();
  }

  void received(Event.Received event) {
    if (!inbox.offer(event)) {
      counters.increment(Counter.DROPPED_UNREAD);
    }
  }

  Admission admission() {
    return new Admission(setup.identity(), topology(), served() != null, stamp(), setup.memory());
  }

  /** The node to ask; null before it serves and when it goes away. */
  @Nullable Served served() {
    return departure.hasBegun() ? null : node;
  }

  Topology topology() {
    Served known = node;
    return known == null ? peers.topology() : known.topology().get();
  }

  long stamp() {
    Served known = node;
    return known == null ? 0 : known.stamp().getAsLong();
  }

  ByteBudget askBytes() {
    return askBytes;
  }

  TransportOptions options() {
    return setup.options();
  }

  /** A command was answered. */
  void maybeDrained() {
    departure.look();
  }
}
