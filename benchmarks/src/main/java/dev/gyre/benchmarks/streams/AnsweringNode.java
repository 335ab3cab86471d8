package dev.gyre.benchmarks.streams;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.host.Client;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import dev.gyre.transport.netty.NettySetup;
import dev.gyre.transport.netty.NettyTransport;
import dev.gyre.transport.netty.NodeIdentity;
import dev.gyre.transport.netty.Served;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** A node that finds every key, with a small value, and has written every write. */
final class AnsweringNode implements Client, AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final int VALUE_BYTES = 100;
  private static final ContextToken CONTEXT = ContextToken.of(new byte[40]);
  private static final Outcome WRITTEN = new Outcome.Written(CONTEXT);
  private static final Outcome FOUND =
      new Outcome.Found(
          List.of(
              new Sibling(
                  new Dot(new Actor(1, 1, 1), 1),
                  new WriteId(1, 1, 1),
                  Content.of(Value.of(new byte[VALUE_BYTES])))),
          CONTEXT);

  private final NodeLoop loop = NodeLoop.start("node", Throwable::printStackTrace);
  private final NettyTransport transport;

  AnsweringNode() {
    Member self = new Member(NodeId.of(1), "rack", "localhost:0");
    Topology topology = new Topology(1, Topology.DEFAULT_PARTITIONS, 1, List.of(self));
    NodeIdentity identity = new NodeIdentity(new ClusterId(1, 2), self.id(), 1);
    transport =
        Objects.requireNonNull(
            new NettySetup(loop, identity, topology)
                .bind(new HostPort("127.0.0.1", 0))
                .block(BOUND));
    transport.serve(new Served(this, () -> topology, () -> 0));
  }

  String address() {
    return transport.address().toString();
  }

  @Override
  public void ask(Command command, Consumer<Outcome> answer) {
    answer.accept(
        switch (command) {
          case Command.Get get -> FOUND;
          case Command.Write write -> WRITTEN;
          case Command.Scan scan -> new Outcome.Page(List.of(), null);
        });
  }

  @Override
  public Mono<Outcome> ask(Command command) {
    return Mono.create(sink -> loop.run(() -> ask(command, sink::success)));
  }

  @Override
  public void close() {
    transport.close().block(BOUND);
    loop.close().block(BOUND);
  }
}
