package dev.gyre.scenarios.tcp;

import dev.gyre.client.host.ClientHost;
import dev.gyre.client.host.ClientPorts;
import dev.gyre.client.machine.Limits;
import dev.gyre.core.value.ClusterId;
import dev.gyre.sim.Randomness;
import dev.gyre.transport.netty.client.ClientSetup;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The clients of production, all on the stage's loop. Each dials every node by a way of its own,
 * also those that it learns of from the topology. Confined to the stage's thread.
 */
final class Clients {
  private final NodeLoop loop;
  private final ClusterId cluster;
  private final TcpStage stage;
  private final Wires wires;
  private final SortedMap<String, InetSocketAddress> nodes;
  private final List<ClientHost> started = new ArrayList<>();

  /** {@code nodes}: where they listen, by name. */
  Clients(
      NodeLoop loop,
      ClusterId cluster,
      TcpStage stage,
      Wires wires,
      SortedMap<String, InetSocketAddress> nodes) {
    this.loop = loop;
    this.cluster = cluster;
    this.stage = stage;
    this.wires = wires;
    this.nodes = nodes;
  }

  ClientHost start(int number, Limits limits) {
    String name = "client" + number;
    TreeMap<String, InetSocketAddress> ways = new TreeMap<>();
    nodes.forEach((node, target) -> ways.put(Flags.text(target), open(name, node, target)));
    Randomness random = stage.seed().fork(name).randomness();
    ClientSetup setup =
        new ClientSetup(loop, name)
            .cluster(cluster)
            .addresses(place -> resolve(ways.get(place.toString()), place));
    ClientPorts ports =
        new ClientPorts(
            setup.open(),
            loop.scheduler(),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            random::nextLong);
    ClientHost host = new ClientHost(List.copyOf(ways.keySet()), limits, ports).start();
    started.add(host);
    return host;
  }

  private InetSocketAddress open(String client, String node, InetSocketAddress target) {
    try {
      return wires.open(client, node, target);
    } catch (IOException noPort) {
      throw new UncheckedIOException("no port for the proxy: " + noPort.getMessage(), noPort);
    }
  }

  private static CompletionStage<InetSocketAddress> resolve(
      @Nullable InetSocketAddress way, HostPort place) {
    return way == null
        ? CompletableFuture.failedFuture(new IOException(place + " is no node of this cluster"))
        : CompletableFuture.completedFuture(way);
  }

  /** Ends all of them; what they wait for ends as unknown. */
  Mono<Void> close() {
    return Flux.fromIterable(List.copyOf(started))
        .flatMap(host -> host.close(Duration.ZERO))
        .then();
  }
}
