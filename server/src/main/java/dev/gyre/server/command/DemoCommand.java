package dev.gyre.server.command;

import dev.gyre.server.config.Quantity;
import dev.gyre.server.demo.DemoCluster;
import dev.gyre.server.demo.DemoException;
import dev.gyre.server.log.Logs;
import dev.gyre.server.node.Termination;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gyre demo}: a whole cluster in one process. */
@Command(
    name = "demo",
    description = {
      "Runs a whole cluster in this process, over real loopback TCP and with durable storage.",
      "Prints one line with \"ready\" and the URLs once QUORUM works on every node."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many nodes (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "7480",
      description = "HTTP port of the first node, the next ones follow; 0: any (${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the data there; else it is temporary and removed at the end.")
  private @Nullable Path data;

  @Option(
      names = "--exit-after",
      paramLabel = "DURATION",
      description = "Ends by itself so long after ready, with exit code 0: 30s, 5m.")
  private @Nullable String exitAfter;

  @Option(
      names = "--log-level",
      paramLabel = "error|warn|info|debug",
      defaultValue = "warn",
      description = "What is logged on standard error (${DEFAULT-VALUE}).")
  private String logLevel = "warn";

  @Override
  public Integer call() throws InterruptedException {
    Duration limit = checked();
    Logs.configure(logLevel, false);
    Termination termination = Termination.install();
    int code = Exit.FAILED;
    try {
      code = run(termination, limit);
      return code;
    } catch (CommandFailure failure) {
      code = failure.code();
      throw failure;
    } finally {
      termination.finish(code);
    }
  }

  private @Nullable Duration checked() {
    check(nodes >= 1 && nodes <= DemoCluster.MAX_NODES, "--nodes is 1 to " + DemoCluster.MAX_NODES);
    check(
        httpPort >= 0 && httpPort + nodes - 1 <= MAX_PORT,
        "--http-port and the ports that follow it are at most " + MAX_PORT);
    check(logLevel.matches("error|warn|info|debug"), "--log-level is error, warn, info or debug");
    if (exitAfter == null) {
      return null;
    }
    try {
      return Duration.ofMillis(Quantity.millis(exitAfter));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--exit-after " + wrong.getMessage());
    }
  }

  private void check(boolean holds, String sentence) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private int run(Termination termination, @Nullable Duration limit) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      DemoCluster cluster = DemoCluster.start(nodes, httpPort, data, termination::fail);
      try {
        err.println("clients connect to " + cluster.clientAddress());
        err.println(
            "data is in " + cluster.directory() + (data == null ? ", removed at the end" : ""));
        err.flush();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready " + String.join(" ", cluster.urls()));
        out.flush();
        termination.await(limit);
      } finally {
        cluster.stop();
      }
    } catch (DemoException failed) {
      throw new CommandFailure(Exit.CANNOT_START, String.valueOf(failed.getMessage()));
    }
    Throwable failure = termination.failure();
    if (failure != null) {
      throw new CommandFailure(Exit.FAILED, "a node failed: " + failure.getMessage());
    }
    return Exit.OK;
  }
}
