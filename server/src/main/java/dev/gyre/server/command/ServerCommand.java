package dev.gyre.server.command;

import dev.gyre.server.config.ConfigurationException;
import dev.gyre.server.config.ServerSettings;
import dev.gyre.server.config.SettingsReader;
import dev.gyre.server.log.Logs;
import dev.gyre.server.node.ServerNode;
import dev.gyre.server.node.StartException;
import dev.gyre.server.node.Termination;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gyre server}: one production node. */
@Command(
    name = "server",
    description = {
      "Runs one node. Settings come from flags, GYRE_* variables and a YAML file, in this order.",
      "Prints one line with \"ready\" once it listens; ends in order on SIGTERM."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServerCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--accept-data-loss",
      description =
          "Serve although durable data is missing here: acknowledged writes may be gone. Once.")
  private boolean acceptDataLoss;

  static CommandLine line() {
    CommandLine line = new CommandLine(new ServerCommand());
    SettingsOptions.addTo(line.getCommandSpec());
    return line;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings;
    try {
      settings = SettingsReader.read(SettingsOptions.read(spec));
    } catch (ConfigurationException wrong) {
      throw new CommandFailure(Exit.USAGE, String.join("\n", wrong.problems()));
    }
    Logs.configure(settings.logging().level(), settings.logging().json());
    Termination termination = Termination.install();
    int code = Exit.FAILED;
    try {
      code = run(settings, termination);
      return code;
    } catch (CommandFailure failure) {
      code = failure.code();
      throw failure;
    } finally {
      termination.finish(code);
    }
  }

  private int run(ServerSettings settings, Termination termination) throws InterruptedException {
    ServerNode node;
    try {
      node = ServerNode.start(settings, acceptDataLoss, termination::fail);
    } catch (StartException failed) {
      throw new CommandFailure(Exit.CANNOT_START, String.valueOf(failed.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    InetSocketAddress http = node.httpAddress();
    String scheme = settings.network().tls() == null ? " http://" : " https://";
    out.println(
        "ready gyre://"
            + node.address()
            + (http == null ? "" : scheme + http.getHostString() + ":" + http.getPort()));
    out.flush();
    termination.await(null);
    Throwable failure = termination.failure();
    if (failure != null) {
      node.abandon();
      throw new CommandFailure(Exit.FAILED, "the node failed: " + failure.getMessage());
    }
    node.stop();
    return Exit.OK;
  }
}
