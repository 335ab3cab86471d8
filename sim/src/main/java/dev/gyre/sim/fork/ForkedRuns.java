package dev.gyre.sim.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class on the class path of this JVM, once in each {@link JvmFlavour}, and compares
 * what it prints. What a simulation does must follow from its seed alone: a difference is a leak,
 * such as an identity hash, a salted order, or a real clock.
 *
 * <p>The program prints a line for each thing to compare, with {@link #LINE_PREFIX} in front, for
 * example {@code hash seed=7 5e2f…}; its other lines are ignored. It exits with 0.
 */
public final class ForkedRuns {
  /** Marks the lines on standard output that are compared. */
  public static final String LINE_PREFIX = "hash ";

  private static final int MAXIMUM_ERROR_CHARACTERS = 4_000;

  private final String mainClass;
  private final List<String> arguments;
  private final List<JvmFlavour> flavours;
  private final List<String> jvmOptions;

  private ForkedRuns(
      String mainClass,
      List<String> arguments,
      List<JvmFlavour> flavours,
      List<String> jvmOptions) {
    this.mainClass = mainClass;
    this.arguments = List.copyOf(arguments);
    this.flavours = List.copyOf(flavours);
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  /** The default flavours of this program. */
  public static ForkedRuns of(Class<?> mainClass, String... arguments) {
    return new ForkedRuns(mainClass.getName(), List.of(arguments), JvmFlavour.DEFAULT, List.of());
  }

  /** The same with options that every flavour is started with, such as a heap size. */
  public ForkedRuns withJvmOptions(String... options) {
    return new ForkedRuns(mainClass, arguments, flavours, List.of(options));
  }

  /** The same in these flavours. */
  public ForkedRuns withFlavours(List<JvmFlavour> newFlavours) {
    return new ForkedRuns(mainClass, arguments, newFlavours, jvmOptions);
  }

  /**
   * What one JVM printed.
   *
   * @param lines the lines to compare, without their prefix
   */
  public record Output(JvmFlavour flavour, List<String> lines) {}

  /**
   * What they all printed.
   *
   * @param outputs in the order of the flavours
   */
  public record Result(List<Output> outputs) {

    /** The lines that all agree on; an error that names the first difference where they do not. */
    public List<String> orThrow() {
      Output first = outputs.getFirst();
      for (Output other : outputs) {
        requireEqual(first, other);
      }
      if (first.lines().isEmpty()) {
        throw new AssertionError("no line started with \"" + LINE_PREFIX + "\": nothing compared");
      }
      return first.lines();
    }

    private static void requireEqual(Output first, Output other) {
      int lines = Math.max(first.lines().size(), other.lines().size());
      for (int i = 0; i < lines; i++) {
        String left = i < first.lines().size() ? first.lines().get(i) : "nothing";
        String right = i < other.lines().size() ? other.lines().get(i) : "nothing";
        if (!left.equals(right)) {
          throw new AssertionError(
              String.format(
                  Locale.ROOT,
                  "something real leaks into the run: line %d is %s under %s, but %s under %s",
                  i + 1,
                  left,
                  first.flavour().name(),
                  right,
                  other.flavour().name()));
        }
      }
    }
  }

  /**
   * Starts all of them at once and waits for each.
   *
   * @param limit how long one may take
   * @throws IllegalStateException if one fails or takes longer, with the end of what it printed
   */
  public Result run(Duration limit) throws IOException, InterruptedException {
    List<Running> running = new ArrayList<>();
    try {
      for (JvmFlavour flavour : flavours) {
        running.add(start(flavour));
      }
      List<Output> outputs = new ArrayList<>();
      for (Running each : running) {
        outputs.add(each.await(limit));
      }
      return new Result(outputs);
    } finally {
      for (Running each : running) {
        each.end();
      }
    }
  }

  private Running start(JvmFlavour flavour) throws IOException {
    Path output = Files.createTempFile("gyre-fork-", ".out");
    Path errors = Files.createTempFile("gyre-fork-", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flavour.options());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    return new Running(flavour, process, output, errors);
  }

  private record Running(JvmFlavour flavour, Process process, Path output, Path errors) {

    Output await(Duration limit) throws IOException, InterruptedException {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "the JVM \"" + flavour.name() + "\" did not end within " + limit);
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "the JVM \""
                + flavour.name()
                + "\" exited with "
                + process.exitValue()
                + ": "
                + tail());
      }
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(output)) {
        if (line.startsWith(LINE_PREFIX)) {
          lines.add(line.substring(LINE_PREFIX.length()));
        }
      }
      return new Output(flavour, lines);
    }

    void end() throws IOException, InterruptedException {
      process.destroyForcibly().waitFor();
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }

    private String tail() throws IOException {
      String text = Files.readString(errors).strip();
      return text.substring(Math.max(0, text.length() - MAXIMUM_ERROR_CHARACTERS));
    }
  }
}
