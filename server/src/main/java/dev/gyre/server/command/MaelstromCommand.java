package dev.gyre.server.command;

import dev.gyre.core.ring.Topology;
import dev.gyre.server.config.Quantity;
import dev.gyre.server.log.Logs;
import dev.gyre.server.maelstrom.MaelstromNode;
import dev.gyre.server.maelstrom.MaelstromSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gyre maelstrom}: one node under Maelstrom. */
@Command(
    name = "maelstrom",
    description = {
      "Runs one node that speaks Maelstrom's protocol on standard input and output, for its",
      "workload lin-kv. Ends with its input. bin/gyre-maelstrom is for Maelstrom's --bin."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MaelstromCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--replication",
      paramLabel = "N",
      defaultValue = "3",
      description = "Owners of each key (${DEFAULT-VALUE}).")
  private int replication;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "4s",
      description = "How long an operation may take (${DEFAULT-VALUE}).")
  private String timeout = "4s";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the data there, a directory for each node; else in memory.")
  private @Nullable Path data;

  @Override
  public Integer call() throws InterruptedException {
    MaelstromSettings settings = checked();
    Logs.configure("warn", false);
    PrintWriter out = spec.commandLine().getOut();
    CompletableFuture<Void> end = new CompletableFuture<>();
    MaelstromNode node =
        new MaelstromNode(
            settings,
            line -> {
              out.println(line);
              out.flush();
            },
            end::completeExceptionally);
    Thread.ofPlatform().daemon().name("gyre-input").start(() -> read(node, end));
    try {
      end.get();
      node.close();
      return Exit.OK;
    } catch (ExecutionException failed) {
      throw new CommandFailure(Exit.FAILED, "the node failed: " + failed.getCause());
    }
  }

  private MaelstromSettings checked() {
    if (replication < 1 || replication > Topology.MAX_REPLICATION) {
      throw new ParameterException(
          spec.commandLine(), "--replication is 1 to " + Topology.MAX_REPLICATION);
    }
    try {
      return new MaelstromSettings(replication, Math.toIntExact(Quantity.millis(timeout)), data);
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw new ParameterException(spec.commandLine(), "--timeout " + wrong.getMessage());
    }
  }

  /** Until the input ends, which ends the node. */
  private static void read(MaelstromNode node, CompletableFuture<Void> end) {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        node.accept(line);
      }
      end.complete(null);
    } catch (IOException unreadable) {
      end.completeExceptionally(unreadable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
