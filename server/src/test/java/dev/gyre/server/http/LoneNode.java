package dev.gyre.server.http;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.host.Client;
import dev.gyre.core.host.HostObserver;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.host.Ports;
import dev.gyre.core.host.Storage;
import dev.gyre.core.host.Transport;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.replica.Change;
import dev.gyre.core.replica.Replica;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The real node of a cluster of one, with its cells in memory, behind a real HTTP listener. */
final class LoneNode implements NodeView, AutoCloseable {
  static final int VALUE_LIMIT = 8 << 20;
  static final RestSettings SETTINGS =
      new RestSettings(
          new InetSocketAddress("127.0.0.1", 0),
          null,
          1,
          new RestSettings.Limits(VALUE_LIMIT, 128 << 10, 1000, 96 << 20, 100),
          new RestSettings.Timeouts(2000, 60_000, 10_000, 10_000, 60_000));

  final List<String> obstacles = new ArrayList<>();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final NodeHost host;
  private final RestServer server;

  LoneNode() {
    this(settings -> settings);
  }

  LoneNode(UnaryOperator<RestSettings> change) {
    EventLoop loop = group.next();
    NodeId self = NodeId.of(1);
    Topology topology = new Topology(1, 16, 1, List.of(new Member(self, "r", "127.0.0.1:1")));
    NodeSettings settings = NodeSettings.of(new ClusterId(1, 2), self, topology);
    Ports ports =
        new Ports(
            new Silence(),
            new Cells(),
            Schedulers.fromExecutorService(loop),
            () -> new Moment(System.currentTimeMillis(), System.nanoTime() / 1_000_000),
            () -> 0,
            HostObserver.NONE);
    host = new NodeHost(settings, Incarnation.fresh(1), ports);
    loop.submit(host::start).syncUninterruptibly();
    server =
        Objects.requireNonNull(
            RestServer.bind(this, change.apply(SETTINGS), useNative -> loop).block());
  }

  InetSocketAddress address() {
    return server.address();
  }

  RestServer server() {
    return server;
  }

  @Override
  public Client client() {
    return host;
  }

  @Override
  public @Nullable String ended() {
    return null;
  }

  @Override
  public List<String> obstacles() {
    return obstacles;
  }

  @Override
  public String cluster() {
    return "{}\n";
  }

  @Override
  public String metrics() {
    return "gyre_up 1\n";
  }

  @Override
  public void close() {
    server.close().block();
    group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class Silence implements Transport {
    @Override
    public void send(NodeId to, Envelope envelope) {
      throw new IllegalStateException("a lone node sends nothing");
    }

    @Override
    public int messageBytes() {
      return Integer.MAX_VALUE;
    }

    @Override
    public Flux<Event.Received> inbound() {
      return Flux.never();
    }

    @Override
    public Mono<Void> close() {
      return Mono.empty();
    }
  }

  private static final class Cells implements Storage {
    private final Map<Key, Cell> cells = new HashMap<>();

    @Override
    public void apply(Request request, Completion completion) {
      switch (request) {
        case Request.OnCell onCell -> applyToCell(onCell, completion);
        case PartitionRequest.Page page -> completion.durable(page(page));
        case RepairRequest repair ->
            completion.durable(
                new Reply.Refused(repair.id(), Refusal.NOT_SERVING, "no trees here"));
        case HintRequest hint ->
            throw new IllegalStateException("a cluster that is up keeps no hints: " + hint);
      }
    }

    private Reply page(PartitionRequest.Page page) {
      List<PartitionReply.Row> rows = new ArrayList<>();
      for (Key key : new TreeSet<>(cells.keySet())) {
        if (page.range().contains(key)) {
          if (rows.size() == page.extent().maxCells()) {
            return new PartitionReply.Cells(page.id(), page.part(), rows, true);
          }
          rows.add(new PartitionReply.Row(key, cells.get(key).lane()));
        }
      }
      return new PartitionReply.Cells(page.id(), page.part(), rows, false);
    }

    private void applyToCell(Request.OnCell request, Completion completion) {
      Cell before = cells.getOrDefault(request.key(), Cell.EMPTY);
      Change change = Replica.apply(before, request, CellLimits.DEFAULT);
      cells.put(request.key(), change.cell());
      if (change.reply() instanceof Reply.Minted minted) {
        completion.applied(minted);
        completion.durable(new Reply.Stored(request.id()));
      } else {
        completion.durable(change.reply());
      }
    }

    @Override
    public Mono<Void> failure() {
      return Mono.never();
    }

    @Override
    public Mono<Void> close(long lastSequence) {
      return Mono.empty();
    }
  }
}
