package dev.gyre.server.command;

import dev.gyre.server.config.Nearest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All commands by name. Only the one that is asked for is built: the others' options cost start-up
 * time.
 */
public final class Commands {
  private static final Map<String, Supplier<CommandLine>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("demo", () -> new CommandLine(new DemoCommand()));
    ALL.put("server", ServerCommand::line);
    ALL.put("init", () -> new CommandLine(new InitCommand()));
    ALL.put("get", () -> new CommandLine(new GetCommand()));
    ALL.put("put", () -> new CommandLine(new PutCommand()));
    ALL.put("delete", () -> new CommandLine(new DeleteCommand()));
    ALL.put("cas", () -> new CommandLine(new CasCommand()));
    ALL.put("load", () -> new CommandLine(new LoadCommand()));
    ALL.put("status", () -> new CommandLine(new StatusCommand()));
    ALL.put("config", ConfigCommand::line);
    ALL.put("sim", SimCommand::line);
    ALL.put("check", () -> new CommandLine(new CheckCommand()));
    ALL.put("scan", () -> new CommandLine(new ScanCommand()));
    ALL.put("repair", () -> Unbuilt.line("repair", "Compares and mends replicas"));
    ALL.put("bench", () -> Unbuilt.line("bench", "Loads a cluster and measures it"));
    ALL.put("maelstrom", () -> new CommandLine(new MaelstromCommand()));
  }

  /** What stands before the name of a command. */
  @Command(
      name = "gyre",
      description = "A distributed key-value store without a leader.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Root implements Runnable {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "say what to do");
    }
  }

  private Commands() {}

  /** Runs the command line on the process's streams; returns the exit code. */
  public static int run(String... arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return run(out, err, arguments);
  }

  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Root());
    Supplier<CommandLine> wanted = arguments.length == 0 ? null : ALL.get(arguments[0]);
    if (wanted != null) {
      line.addSubcommand(arguments[0], named(arguments[0], wanted));
    } else {
      ALL.forEach((name, command) -> line.addSubcommand(name, named(name, command)));
    }
    line.setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Commands::explain)
        .setExecutionExceptionHandler(Commands::report);
    return line.execute(arguments);
  }

  private static CommandLine named(String name, Supplier<CommandLine> command) {
    CommandLine line = command.get();
    line.setCommandName(name);
    return line;
  }

  /** One sentence with the nearest match, instead of the whole usage text. */
  private static int explain(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    line.getErr().println(name + ": " + sentence(wrong, line));
    line.getErr().println("Say \"" + name + " --help\" for what it takes.");
    return Exit.USAGE;
  }

  private static String sentence(ParameterException wrong, CommandLine line) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(wrong.getMessage());
    }
    String word = unmatched.getUnmatched().getFirst();
    if (word.startsWith("-")) {
      String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return "unknown option " + option + Nearest.hint(option, options(line));
    }
    boolean isCommand = !line.getSubcommands().isEmpty();
    return isCommand
        ? "unknown command " + word + Nearest.hint(word, line.getSubcommands().keySet())
        : "unexpected argument " + word;
  }

  private static List<String> options(CommandLine line) {
    List<String> names = new ArrayList<>();
    line.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
    return names;
  }

  private static int report(
      Exception failed, CommandLine line, CommandLine.ParseResult unusedResult) {
    String name = line.getCommandSpec().qualifiedName();
    if (failed instanceof CommandFailure failure) {
      line.getErr().println(name + ": " + failure.getMessage());
      return failure.code();
    }
    failed.printStackTrace(line.getErr());
    return Exit.FAILED;
  }
}
