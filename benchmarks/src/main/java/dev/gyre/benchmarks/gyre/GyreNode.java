package dev.gyre.benchmarks.gyre;

import dev.gyre.core.host.HostObserver;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.host.Ports;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Message;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.OpenResult;
import dev.gyre.storage.StorageOptions;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.storage.file.FileDisk;
import dev.gyre.storage.life.Ownership;
import dev.gyre.transport.netty.NettySetup;
import dev.gyre.transport.netty.NettyTransport;
import dev.gyre.transport.netty.NodeIdentity;
import dev.gyre.transport.netty.Served;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One node: an event loop, a log thread, a checkpoint thread. */
final class GyreNode {
  private final NodeLoop loop;
  private final Scheduler logThread;
  private final Scheduler checkpointThread;
  private final Scheduler readerThread;
  private final DurableStorage storage;
  private final NodeHost host;

  /** Opens the store, listens at the member's address, and serves. */
  GyreNode(ClusterId cluster, Member self, Topology topology, Path directory) throws IOException {
    String name = "gyre-" + self.id();
    loop = NodeLoop.start(name, GyreNode::broken);
    logThread = Schedulers.newSingle(name + "-log", true);
    checkpointThread = Schedulers.newSingle(name + "-checkpoint", true);
    readerThread = Schedulers.newSingle(name + "-reader", true);
    OpenResult.Opened opened = open(cluster, self, topology, directory);
    storage = opened.storage();
    NodeIdentity identity = new NodeIdentity(cluster, self.id(), opened.life());
    NettyTransport transport =
        new NettySetup(loop, identity, topology)
            .bind(HostPort.parse(self.address()))
            .toFuture()
            .join();
    Incarnation incarnation = new Incarnation(opened.life(), opened.lastSequence());
    host =
        onLoop(() -> host(NodeSettings.of(cluster, self.id(), topology), incarnation, transport));
    Message any = new Message.TopologyIs(topology);
    transport.serve(new Served(host, () -> topology, () -> host.node().envelope(any).stamp()));
  }

  private static void broken(Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  private OpenResult.Opened open(ClusterId cluster, Member self, Topology topology, Path directory)
      throws IOException {
    StorageWorkers workers =
        new StorageWorkers(
            loop.scheduler().createWorker(),
            logThread.createWorker(),
            checkpointThread.createWorker(),
            readerThread.createWorker());
    Ownership owner = new Ownership(cluster, self.id(), topology.partitions());
    FileDisk disk = FileDisk.at(directory.resolve("node-" + self.id()));
    return switch (DurableStorage.open(StorageOptions.DEFAULT, disk, workers, owner)) {
      case OpenResult.Opened opened -> opened;
      case OpenResult.Failed failed -> throw new IOException(failed.message());
    };
  }

  private NodeHost host(NodeSettings settings, Incarnation incarnation, NettyTransport transport) {
    SplittableRandom random = new SplittableRandom();
    NodeHost made =
        new NodeHost(
            settings,
            incarnation,
            new Ports(
                transport,
                storage,
                loop.scheduler(),
                GyreNode::now,
                random::nextLong,
                HostObserver.NONE));
    made.failure().subscribe(_ -> {}, GyreNode::broken);
    made.start();
    return made;
  }

  private static Moment now() {
    return new Moment(System.currentTimeMillis(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  private <T> T onLoop(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.run(() -> result.complete(task.get()));
    return result.join();
  }

  /** Forces of the log done so far. */
  long forces() {
    return onLoop(storage::statistics).forces();
  }

  /** Finishes what was accepted, and closes files and sockets. */
  void close() {
    host.close().block();
    loop.close().block();
    logThread.dispose();
    checkpointThread.dispose();
    readerThread.dispose();
  }
}
