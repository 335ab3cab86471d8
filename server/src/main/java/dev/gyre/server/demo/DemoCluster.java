package dev.gyre.server.demo;

import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.server.node.ServerNode;
import dev.gyre.server.node.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A running demo. Its methods block. */
public final class DemoCluster {
  public static final int MAX_NODES = 32;
  private static final int PROBE_MILLIS = 250;
  private static final int MAX_PROBES = 120;

  private final DemoDirectory directory;
  private final List<ServerNode> nodes;

  private DemoCluster(DemoDirectory directory, List<ServerNode> nodes) {
    this.directory = directory;
    this.nodes = nodes;
  }

  /**
   * Starts all nodes and returns once a QUORUM write and read has worked through each.
   *
   * @param data where data is kept; null for a temporary directory that {@link #stop} removes
   * @param httpPort of the first node; 0 takes any free ports
   * @param onFailure told, on any thread, when a node cannot go on
   */
  public static DemoCluster start(
      int nodes, int httpPort, @Nullable Path data, Consumer<Throwable> onFailure)
      throws DemoException, InterruptedException {
    DemoDirectory directory = DemoDirectory.open(data, nodes);
    DemoCluster cluster = new DemoCluster(directory, new ArrayList<>());
    try {
      cluster.startAll(DemoSettings.of(directory, nodes, httpPort), onFailure);
      cluster.awaitQuorum();
      return cluster;
    } catch (DemoException | InterruptedException | RuntimeException failed) {
      cluster.stop();
      throw failed;
    }
  }

  /** All at once: each waits for its disk, and a node that dials early dials in vain. */
  private void startAll(List<ServerSettings> settings, Consumer<Throwable> onFailure)
      throws DemoException, InterruptedException {
    ExecutorService starters = Executors.newFixedThreadPool(settings.size());
    try {
      List<Future<ServerNode>> starting = new ArrayList<>();
      for (ServerSettings each : settings) {
        starting.add(starters.submit(() -> ServerNode.start(each, false, onFailure)));
      }
      DemoException failure = null;
      for (Future<ServerNode> each : starting) {
        try {
          nodes.add(each.get());
        } catch (ExecutionException failed) {
          failure = failure == null ? explained(failed.getCause()) : failure;
        }
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      starters.shutdown();
    }
  }

  private static DemoException explained(@Nullable Throwable cause) {
    String reason =
        cause instanceof StartException
            ? String.valueOf(cause.getMessage())
            : String.valueOf(cause);
    return cause == null ? new DemoException(reason) : new DemoException(reason, cause);
  }

  private void awaitQuorum() throws DemoException {
    for (ServerNode node : nodes) {
      Outcome last = new Outcome.Unknown("not asked");
      for (int i = 0; i < MAX_PROBES && !(last instanceof Outcome.Found); i++) {
        last = probe(node);
      }
      if (!(last instanceof Outcome.Found)) {
        throw new DemoException("QUORUM does not work on every node: " + last);
      }
    }
  }

  /** Writes, reads and deletes a key that no text can name; ends in Found when all worked. */
  private static Outcome probe(ServerNode node) {
    int number = node.settings().identity().node().number();
    Key key = Key.of(new byte[] {0, 'r', 'e', 'a', 'd', 'y', (byte) number});
    Command get = new Command.Get(key, Consistency.QUORUM, PROBE_MILLIS);
    Mono<Outcome> all =
        node.ask(write(key, Content.of(Value.of("ready"))))
            .flatMap(
                written -> written instanceof Outcome.Written ? node.ask(get) : Mono.just(written))
            .flatMap(
                found ->
                    found instanceof Outcome.Found
                        ? node.ask(write(key, Content.TOMBSTONE)).thenReturn(found)
                        : pause(found));
    Outcome outcome = all.block(Duration.ofSeconds(10));
    return outcome == null ? new Outcome.Unknown("no answer") : outcome;
  }

  private static Mono<Outcome> pause(Outcome outcome) {
    return Mono.just(outcome).delayElement(Duration.ofMillis(20));
  }

  private static Command write(Key key, Content content) {
    return new Command.Write(key, content, null, Consistency.QUORUM, null, 0, PROBE_MILLIS);
  }

  /** {@code http://127.0.0.1:7480} and so on, in the order of the nodes. */
  public List<String> urls() {
    List<String> urls = new ArrayList<>();
    for (ServerNode node : nodes) {
      InetSocketAddress http = node.httpAddress();
      if (http != null) {
        urls.add("http://" + http.getHostString() + ":" + http.getPort());
      }
    }
    return urls;
  }

  /** What a client of the binary protocol connects to: {@code gyre://127.0.0.1:7400,…}. */
  public String clientAddress() {
    return "gyre://"
        + String.join(",", nodes.stream().map(node -> node.address().toString()).toList());
  }

  public Path directory() {
    return directory.root();
  }

  /**
   * Shuts all nodes down, at once so that each still finds the others for what it has to finish,
   * and removes the data if it was temporary.
   */
  public void stop() throws DemoException {
    try (ExecutorService stoppers = Executors.newCachedThreadPool()) {
      nodes.forEach(node -> stoppers.execute(node::stop));
    }
    try {
      directory.remove();
    } catch (IOException failed) {
      throw new DemoException("cannot remove the data: " + failed.getMessage(), failed);
    }
  }
}
