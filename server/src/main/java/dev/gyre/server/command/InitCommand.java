package dev.gyre.server.command;

import dev.gyre.core.ring.Member;
import dev.gyre.core.value.ClusterId;
import dev.gyre.server.config.Peers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gyre init}: begins a cluster. */
@Command(
    name = "init",
    description = {
      "Makes the id of a new cluster and prints it.",
      "With --peers and --out it also writes a configuration file for each node."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InitCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--peers",
      paramLabel = "ID@RACK=HOST:PORT,...",
      description = "The members of the new cluster.")
  private @Nullable String peers;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where node-1.yaml, node-2.yaml, ... are written; none may exist.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if ((peers == null) != (out == null)) {
      throw new ParameterException(spec.commandLine(), "--peers and --out go together");
    }
    SecureRandom random = new SecureRandom();
    ClusterId cluster = new ClusterId(random.nextLong(), random.nextLong());
    if (peers != null && out != null) {
      write(cluster, members(peers), out);
    }
    spec.commandLine().getOut().println(cluster);
    return Exit.OK;
  }

  private List<Member> members(String text) {
    try {
      List<Member> members = Peers.parse(text);
      if (members.isEmpty()) {
        throw new IllegalArgumentException("names nobody");
      }
      return members;
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--peers " + wrong.getMessage());
    }
  }

  private void write(ClusterId cluster, List<Member> members, Path directory) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Files.createDirectories(directory);
      for (Member member : members) {
        Path file = directory.resolve("node-" + member.id().number() + ".yaml");
        Files.writeString(file, text(cluster, members, member), StandardOpenOption.CREATE_NEW);
        err.println("wrote " + file);
      }
    } catch (FileAlreadyExistsException exists) {
      throw new CommandFailure(Exit.USAGE, exists.getFile() + " exists already");
    } catch (IOException failed) {
      throw new CommandFailure(Exit.USAGE, "cannot write: " + failed.getMessage());
    }
  }

  private static String text(ClusterId cluster, List<Member> members, Member self) {
    StringBuilder text = new StringBuilder();
    text.append("# The same on every node.\ncluster:\n  id: \"").append(cluster);
    text.append("\"\n  replication: ").append(Math.min(3, members.size())).append("\n  peers:\n");
    for (Member member : members) {
      text.append("    - ").append(member.id().number()).append('@').append(member.rack());
      text.append('=').append(member.address()).append('\n');
    }
    text.append("\n# This node's own. Everything is at loopback until TLS is set up or\n");
    text.append("# insecure is true; listen is then usually 0.0.0.0 and the port above.\n");
    text.append("node:\n  id: ").append(self.id().number()).append('\n');
    text.append("data:\n  directory: data-").append(self.id().number()).append('\n');
    text.append("http:\n  listen: 127.0.0.1:").append(7479 + self.id().number()).append('\n');
    return text.toString();
  }
}
