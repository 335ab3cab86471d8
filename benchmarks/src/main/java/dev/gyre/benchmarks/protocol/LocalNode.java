package dev.gyre.benchmarks.protocol;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.host.HostObserver;
import dev.gyre.core.host.Inbox;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.host.Ports;
import dev.gyre.core.host.Storage;
import dev.gyre.core.host.Transport;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.replica.Change;
import dev.gyre.core.replica.Replica;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.Output;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A node whose messages are encoded, decoded and handed over in this process, and whose cells lie
 * in a hash map. No time passes for its timers: no request here outlives its queue.
 */
final class LocalNode implements Transport, Storage {
  private static final int MAX_FRAME_BYTES = 1 << 20;

  private final NodeId id;
  private final LocalCluster cluster;
  private final FrameCodec codec;
  private final Output frame = new Output(4096);
  private final Inbox<Event.Received> inbox = new Inbox<>();
  private final Map<Key, Cell> cells = new HashMap<>();
  private final NodeHost host;

  LocalNode(ClusterId clusterId, NodeId id, Topology topology, LocalCluster cluster) {
    this.id = id;
    this.cluster = cluster;
    this.codec = new FrameCodec(clusterId, MAX_FRAME_BYTES);
    this.host =
        new NodeHost(
            NodeSettings.of(clusterId, id, topology),
            Incarnation.fresh(1),
            new Ports(
                this, this, new StillScheduler(), LocalNode::now, () -> 0, HostObserver.NONE));
    host.start();
  }

  void ask(Command command, Consumer<Outcome> answer) {
    host.ask(command, answer);
  }

  private static Moment now() {
    return new Moment(System.currentTimeMillis(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  @Override
  public void send(NodeId to, Envelope envelope) {
    frame.reset();
    codec.encode(frame, envelope);
    byte[] bytes = frame.toByteArray();
    cluster.later(() -> cluster.node(to).receive(id, bytes));
  }

  private void receive(NodeId from, byte[] bytes) {
    try {
      Envelope envelope = codec.decode(bytes, 0, bytes.length);
      inbox.offer(new Event.Received(from, envelope.epoch(), envelope.stamp(), envelope.message()));
    } catch (MalformedException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  @Override
  public int messageBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Flux<Event.Received> inbound() {
    return inbox;
  }

  @Override
  public void apply(Request request, Completion completion) {
    switch (request) {
      case Request.OnCell onCell -> applyToCell(onCell, completion);
      case PartitionRequest page ->
          completion.durable(
              new Reply.Refused(page.id(), Refusal.UNSUPPORTED, "no pages of partitions"));
      case RepairRequest repair ->
          completion.durable(new Reply.Refused(repair.id(), Refusal.NOT_SERVING, "no trees here"));
      case HintRequest hint ->
          throw new IllegalStateException("a cluster that is up keeps no hints: " + hint);
    }
  }

  private void applyToCell(Request.OnCell request, Completion completion) {
    Cell cell = cells.getOrDefault(request.key(), Cell.EMPTY);
    Change change = Replica.apply(cell, request, CellLimits.DEFAULT);
    cells.put(request.key(), change.cell());
    if (change.reply() instanceof Reply.Minted minted) {
      completion.applied(minted);
      cluster.later(() -> completion.durable(new Reply.Stored(minted.id())));
    } else {
      cluster.later(() -> completion.durable(change.reply()));
    }
  }

  @Override
  public Mono<Void> failure() {
    return Mono.never();
  }

  @Override
  public Mono<Void> close() {
    return Mono.empty();
  }

  @Override
  public Mono<Void> close(long lastSequence) {
    return Mono.empty();
  }
}
