package dev.gyre.server.maelstrom;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.host.HostObserver;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.host.Ports;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Command;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.storage.StorageWorkers;
import dev.gyre.storage.life.Ownership;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/**
 * One node of a Maelstrom test: packets in, packets out. It is nobody before the packet {@code
 * init}; everything runs on one thread of its own, but what blocks on a disk.
 */
public final class MaelstromNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.gyre.maelstrom");
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Lines that were read and not looked at yet; past it the reader waits. */
  private static final int WAITING_LINES = 4_096;

  private final MaelstromSettings settings;
  private final Consumer<String> lines;
  private final Consumer<Throwable> onFailure;
  private final Scheduler scheduler = Schedulers.newSingle("gyre-maelstrom", true);
  private final Scheduler disk = Schedulers.newSingle("gyre-maelstrom-disk", true);
  private final Scheduler.Worker worker = scheduler.createWorker();
  private final Semaphore waiting = new Semaphore(WAITING_LINES);

  /** What it has become; null before {@code init}. On the worker. */
  private @Nullable Joined joined;

  private record Joined(NodeHost host, PacketTransport transport) {}

  /**
   * @param lines takes what the node says, a packet each without its line break, on one thread
   * @param onFailure told when the node cannot go on
   */
  public MaelstromNode(
      MaelstromSettings settings, Consumer<String> lines, Consumer<Throwable> onFailure) {
    this.settings = settings;
    this.lines = lines;
    this.onFailure = onFailure;
  }

  /** Takes a line, from any thread; blocks while too many wait. A malformed one is reported. */
  public void accept(String line) throws InterruptedException {
    waiting.acquire();
    worker.schedule(
        () -> {
          waiting.release();
          take(line);
        });
  }

  private void take(String line) {
    try {
      Packet packet = Packet.parse(line);
      switch (packet.type()) {
        case "init" -> join(packet);
        case PacketTransport.TYPE -> arrived(packet);
        default -> asked(packet);
      }
    } catch (IllegalArgumentException malformed) {
      LOG.warn("dropped a line: {}", malformed.getMessage());
    } catch (IOException | RuntimeException failed) {
      onFailure.accept(failed);
    }
  }

  private void join(Packet init) throws IOException {
    if (joined == null) {
      joined = joined(Roster.of(init));
    }
    say(init.answer(Packet.body("init_ok")));
  }

  private Joined joined(Roster roster) throws IOException {
    NodeSettings node =
        NodeSettings.of(roster.cluster(), roster.self(), roster.topology(settings.replication()));
    FrameCodec codec = new FrameCodec(roster.cluster(), FrameCodec.bytesFor(CellLimits.DEFAULT));
    PacketTransport transport = new PacketTransport(roster, codec, this::say);
    Store store = open(roster, node);
    SplittableRandom random = new SplittableRandom();
    NodeHost host =
        new NodeHost(
            node,
            store.incarnation(),
            new Ports(
                transport,
                store.storage(),
                scheduler,
                () -> new Moment(System.currentTimeMillis(), System.nanoTime() / NANOS_PER_MILLI),
                random::nextLong,
                HostObserver.NONE));
    host.failure().subscribe(unused -> {}, onFailure);
    host.start();
    return new Joined(host, transport);
  }

  private Store open(Roster roster, NodeSettings node) throws IOException {
    Scheduler.Worker files = disk.createWorker();
    StorageWorkers workers = new StorageWorkers(worker, files, files, files);
    Path data = settings.data();
    int partitions = node.topology().partitions();
    return data == null
        ? Store.inMemory(partitions, workers)
        : Store.in(
            data.resolve(roster.selfName()),
            new Ownership(node.cluster(), node.self(), partitions),
            workers);
  }

  /** A node that has not joined yet has lost nothing that its peers would not send again. */
  private void arrived(Packet packet) {
    if (joined != null) {
      joined.transport().arrived(packet);
    }
  }

  private void asked(Packet request) {
    Command command;
    try {
      command = LinKv.command(request, settings.timeoutMillis());
    } catch (IllegalArgumentException malformed) {
      say(request.answer(LinKv.malformed(String.valueOf(malformed.getMessage()))));
      return;
    }
    if (command == null || joined == null) {
      ObjectNode refusal =
          joined == null ? LinKv.malformed("init comes first") : LinKv.unsupported(request.type());
      say(request.answer(refusal));
      return;
    }
    joined.host().ask(command, outcome -> say(request.answer(LinKv.answer(request, outcome))));
  }

  private void say(Packet packet) {
    lines.accept(packet.line());
  }

  /** Finishes what was asked, and leaves the mark of a clean shutdown. Blocks. */
  @Override
  public void close() {
    Mono.defer(() -> joined == null ? Mono.empty() : joined.host().close())
        .subscribeOn(scheduler)
        .block(CLOSING);
    scheduler.dispose();
    disk.dispose();
  }
}
