package dev.gyre.transport.netty;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.transport.netty.link.Addresses;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.loop.NodeLoop;
import io.netty.handler.ssl.SslContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How a node's transport is made: what it must be given, and what it may. */
public final class NettySetup {
  private final NodeLoop loop;
  private final NodeIdentity identity;
  private final Topology topology;
  private final Map<NodeId, HostPort> overrides = new TreeMap<>();
  private TransportOptions options = TransportOptions.DEFAULT;
  private Addresses addresses = Addresses.ofPlatform();
  private RandomGenerator random = RandomGeneratorFactory.getDefault().create();
  private Consumer<TransportEvent> listener = event -> {};
  private PeerMemory memory = PeerMemory.NONE;
  private @Nullable SslContext serverTls;
  private @Nullable SslContext clientTls;

  /** {@code topology}: the members to dial and to let in, with their addresses. */
  public NettySetup(NodeLoop loop, NodeIdentity identity, Topology topology) {
    this.loop = loop;
    this.identity = identity;
    this.topology = topology;
  }

  public NettySetup options(TransportOptions chosen) {
    options = chosen;
    return this;
  }

  /** Dials this peer elsewhere than where it says it is, for instance at a proxy. */
  public NettySetup peerAddress(NodeId peer, HostPort address) {
    overrides.put(peer, address);
    return this;
  }

  public NettySetup addresses(Addresses resolver) {
    addresses = resolver;
    return this;
  }

  /** Draws the jitter of redialling. */
  public NettySetup random(RandomGenerator generator) {
    random = generator;
    return this;
  }

  /** Told on the loop of what is worth logging; must not block. */
  public NettySetup listener(Consumer<TransportEvent> events) {
    listener = events;
    return this;
  }

  /** Where it is kept which peer was seen on which data directory. */
  public NettySetup memory(PeerMemory kept) {
    memory = kept;
    return this;
  }

  /**
   * Encrypts: {@code server} for whoever connects, which should demand a certificate of peers and
   * clients; {@code client} for what this node dials.
   */
  public NettySetup tls(SslContext server, SslContext client) {
    serverTls = server;
    clientTls = client;
    return this;
  }

  /**
   * Listens, then dials the peers. Port 0 takes any free one. Fails with an {@code IOException}
   * that names the address when it cannot be had.
   */
  public Mono<NettyTransport> bind(HostPort listen) {
    return Mono.defer(() -> NettyTransport.bind(this, listen));
  }

  NodeLoop loop() {
    return loop;
  }

  NodeIdentity identity() {
    return identity;
  }

  Topology topology() {
    return topology;
  }

  TransportOptions options() {
    return options;
  }

  Addresses addresses() {
    return addresses;
  }

  RandomGenerator random() {
    return random;
  }

  PeerMemory memory() {
    return memory;
  }

  Consumer<TransportEvent> listener() {
    return listener;
  }

  @Nullable SslContext serverTls() {
    return serverTls;
  }

  @Nullable SslContext clientTls() {
    return clientTls;
  }

  HostPort addressOf(Member member) {
    HostPort override = overrides.get(member.id());
    return override != null ? override : HostPort.parse(member.address());
  }
}
