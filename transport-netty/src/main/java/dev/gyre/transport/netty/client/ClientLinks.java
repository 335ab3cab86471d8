package dev.gyre.transport.netty.client;

import dev.gyre.core.host.Inbox;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.host.Links;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.ring.Topology;
import dev.gyre.transport.netty.TransportOptions;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.Versions;
import dev.gyre.transport.netty.link.Dialler;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.link.LinkContext;
import dev.gyre.transport.netty.statistics.Counter;
import dev.gyre.transport.netty.statistics.Counters;
import dev.gyre.transport.netty.statistics.TransportStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * {@link Links} over TCP: one multiplexed connection to each node, shared by all that the client
 * asks. Runs on the client's loop.
 */
public final class ClientLinks implements Links {
  private static final int LOOK_MILLIS = 5;

  private final ClientSetup setup;
  private final Counters counters = new Counters();
  private final LinkContext context;
  private final Dialler dialler;
  private final Inbox<LinkEvent> inbox = new Inbox<>();
  private final Sinks.Empty<Void> over = Sinks.empty();

  /** At most as many as a cluster has members. */
  private final Map<String, ClientLink> links = new HashMap<>();

  /** Of the cluster that this client belongs to, once known. */
  private long clusterTag;

  /** The newest topology epoch that the client spoke of. */
  private int epoch;

  private boolean closing;

  ClientLinks(ClientSetup setup) {
    this.setup = setup;
    this.clusterTag = setup.clusterTag();
    TransportOptions options = setup.options();
    this.context = options.contextOn(setup.loop(), counters);
    this.dialler = new Dialler(context, options.sockets(), setup.addresses(), setup.tls());
  }

  @Override
  public void connect(String address) {
    if (!closing) {
      ClientLink link = link(address);
      if (link == null) {
        later(new LinkEvent.Lost(address, cannotUse(address)));
      } else {
        link.connect();
      }
    }
  }

  @Override
  public void send(String address, Envelope envelope) {
    epoch = Math.max(epoch, envelope.epoch());
    ClientLink link = closing ? null : link(address);
    if (link == null) {
      String reason = closing ? "the client is closed" : cannotUse(address);
      later(new LinkEvent.NotSent(address, envelope, reason));
    } else {
      link.send(envelope);
    }
  }

  @Override
  public Flux<LinkEvent> inbound() {
    return inbox;
  }

  /** May be called from any thread. */
  @Override
  public Mono<Void> close() {
    return Mono.defer(
        () -> {
          setup.loop().run(this::beginClose);
          return over.asMono();
        });
  }

  /** May be read from any thread. */
  public TransportStatistics statistics() {
    return counters.snapshot();
  }

  private void beginClose() {
    if (!closing) {
      closing = true;
      finishClose(setup.options().timing().drainMillis() / LOOK_MILLIS);
    }
  }

  private void finishClose(int looksLeft) {
    boolean sent = links.values().stream().allMatch(ClientLink::hasSentAll);
    if (!sent && looksLeft > 0) {
      context.loop().after(LOOK_MILLIS, () -> finishClose(looksLeft - 1));
      return;
    }
    new ArrayList<>(links.values()).forEach(ClientLink::close);
    inbox.complete();
    context.loop().runLater(() -> over.tryEmitEmpty());
  }

  private @Nullable ClientLink link(String address) {
    ClientLink known = links.get(address);
    if (known != null || links.size() >= Topology.MAX_MEMBERS) {
      return known;
    }
    try {
      ClientLink made = new ClientLink(this, address, HostPort.parse(address));
      links.put(address, made);
      return made;
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  private static String cannotUse(String address) {
    return "cannot use the address \"" + address + "\": it is not host:port, or one too many";
  }

  Control.Hello hello() {
    return new Control.Hello(Versions.OURS, setup.role(), clusterTag, epoch);
  }

  /** Whether a node of this cluster is one of ours; the first one decides if nothing else did. */
  boolean joins(long nodesTag) {
    if (clusterTag == Control.Hello.ANY_CLUSTER) {
      clusterTag = nodesTag;
    }
    return clusterTag == nodesTag;
  }

  /** Delivers now: from the loop, never from within a caller's call. */
  void tell(LinkEvent event) {
    if (!inbox.offer(event)) {
      counters.increment(Counter.DROPPED_UNREAD);
    }
  }

  void later(LinkEvent event) {
    context.loop().runLater(() -> tell(event));
  }

  Dialler dialler() {
    return dialler;
  }

  LinkContext context() {
    return context;
  }

  TransportOptions options() {
    return setup.options();
  }

  RandomGenerator random() {
    return setup.random();
  }
}
