package dev.gyre.client;

import dev.gyre.client.host.ClientHost;
import dev.gyre.client.machine.Limits;
import dev.gyre.client.tcp.TcpWorld;
import dev.gyre.core.message.Consistency;
import dev.gyre.transport.netty.client.ClientSetup;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Makes a client, setting by setting. Not for use by several threads at once. */
public final class GyreClientBuilder {
  private final Set<String> seeds = new LinkedHashSet<>();
  private ReadOptions reads = ReadOptions.DEFAULTS;
  private WriteOptions writes = WriteOptions.DEFAULTS;
  private Limits limits = Limits.DEFAULT;
  private String name = "gyre-client";
  private UnaryOperator<ClientSetup> network = setup -> setup;

  GyreClientBuilder() {}

  static GyreClientBuilder of(ClientUri uri) {
    GyreClientBuilder builder = new GyreClientBuilder();
    uri.seeds().forEach(builder::seed);
    if (uri.timeout() != null) {
      builder.timeout(uri.timeout());
    }
    if (uri.consistency() != null) {
      builder.consistency(uri.consistency());
    }
    return builder;
  }

  /** A node to begin with, {@code host:port}. At least one is needed, two or three are wise. */
  public GyreClientBuilder seed(String hostAndPort) {
    seeds.add(ClientUri.checkSeed(hostAndPort, hostAndPort));
    return this;
  }

  /** Of every request that does not bring its own. */
  public GyreClientBuilder timeout(Duration limit) {
    reads = reads.within(limit);
    writes = writes.within(limit);
    return this;
  }

  /** Of every request that does not bring its own. */
  public GyreClientBuilder consistency(Consistency level) {
    reads = reads.with(level);
    writes = writes.with(level);
    return this;
  }

  public GyreClientBuilder limits(Limits bounds) {
    limits = bounds;
    return this;
  }

  /** As nodes log it, and as the client's thread is called. */
  public GyreClientBuilder name(String chosen) {
    name = chosen;
    return this;
  }

  /**
   * How sockets are made: {@code network(setup -> setup.tls(sslContext))} encrypts, {@code
   * setup.cluster(id)} takes nodes of that cluster alone.
   */
  public GyreClientBuilder network(UnaryOperator<ClientSetup> choice) {
    network = choice;
    return this;
  }

  /** Starts the client. It connects in the background. */
  public GyreClient build() {
    if (seeds.isEmpty()) {
      throw new IllegalStateException("name a node to begin with: seed(\"host:port\")");
    }
    TcpWorld world = TcpWorld.open(name, network);
    ClientHost host = new ClientHost(List.copyOf(seeds), limits, world.ports());
    return new GyreClient(host.start(), reads, writes, Mono.defer(world::close));
  }
}
