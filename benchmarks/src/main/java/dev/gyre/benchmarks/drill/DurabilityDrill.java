package dev.gyre.benchmarks.drill;

import dev.gyre.benchmarks.command.Flags;
import dev.gyre.benchmarks.process.FileTree;
import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes at QUORUM to three {@code gyre server} processes, kills one with SIGKILL in the middle and
 * starts it again later, then kills all three at once, starts them again, and reads back every
 * acknowledged write. Exit 0 when all are there, 1 when not.
 */
public final class DurabilityDrill {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "keys", "100000",
          "clients", "32",
          "directory", System.getProperty("java.io.tmpdir"));

  /** Shares of the writes, in percent, at which the victim is killed and started again. */
  private static final int KILL_AT = 30;

  private static final int RESTART_AT = 60;
  private static final int VICTIM = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Servers servers;
  private final Ledger ledger;
  private final int clients;
  private final long startedNanos = System.nanoTime();

  private DurabilityDrill(Servers servers, Ledger ledger, int clients) {
    this.servers = servers;
    this.ledger = ledger;
    this.clients = clients;
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Flags flags;
    try {
      flags = Flags.parse(DEFAULTS, arguments);
      flags.count("keys");
      flags.count("clients");
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    System.exit(run(flags).isComplete() ? 0 : 1);
  }

  private static ReadBack.Result run(Flags flags) throws IOException, InterruptedException {
    Path parent = Files.createDirectories(Path.of(flags.text("directory")));
    Path directory = Files.createTempDirectory(parent, "drill-");
    try (Servers servers = new Servers(directory)) {
      Ledger ledger = new Ledger(flags.count("keys"));
      return new DurabilityDrill(servers, ledger, flags.count("clients")).run();
    } finally {
      FileTree.delete(directory);
    }
  }

  private ReadBack.Result run() throws IOException, InterruptedException {
    servers.startMissing();
    say("three servers are ready");
    write();
    servers.killAll();
    say("killed all three at once");
    servers.startMissing();
    say("all three are ready again");
    GyreClient reader = client("drill-reader");
    ReadBack.Result result = new ReadBack(reader, ledger).run();
    say("read back: " + result);
    reader.close().block(TIMEOUT);
    return result;
  }

  private void write() throws IOException, InterruptedException {
    GyreClient writer = client("drill-writer");
    int keys = ledger.keys();
    WriteLoad load = new WriteLoad(writer, ledger, keys / 100 * KILL_AT, keys / 100 * RESTART_AT);
    load.start(clients);
    load.awaitMark(0);
    servers.kill(VICTIM);
    say("killed node " + VICTIM + " after " + KILL_AT + " % of the writes");
    load.awaitMark(1);
    servers.startMissing();
    say("node " + VICTIM + " is ready again, started after " + RESTART_AT + " %");
    load.awaitEnd();
    say("all writes have ended: " + ledger.counts());
    writer.close().block(TIMEOUT);
  }

  private GyreClient client(String name) {
    GyreClientBuilder builder = GyreClient.builder().name(name).timeout(TIMEOUT);
    servers.seeds().forEach(builder::seed);
    return builder.build();
  }

  private void say(String line) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    System.out.printf("%7.2f s  %s%n", millis / 1e3, line);
  }
}
