package dev.gyre.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of the same Java and class path as this one. Its standard error is this process's; its
 * standard output is read line by line. It is killed when this process exits.
 */
public final class ChildJvm implements AutoCloseable {
  /** As {@code bin/gyre} starts a node. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xmx512m");

  /** More options for every child, words separated by blanks: a profiler, for example. */
  private static final String MORE_OPTIONS = "gyre.bench.child-jvm";

  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final BufferedReader output;
  private final PrintStream input;
  private final Thread killer;

  private ChildJvm(Process process) {
    this.process = process;
    output = process.inputReader(UTF_8);
    input = new PrintStream(process.getOutputStream(), true, UTF_8);
    killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** One more option for every child started from now on. */
  public static void addOption(String option) {
    System.setProperty(MORE_OPTIONS, System.getProperty(MORE_OPTIONS, "") + " " + option);
  }

  /** Starts a main class; returns at once. */
  public static ChildJvm start(String mainClass, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    String more = System.getProperty(MORE_OPTIONS, "");
    if (!more.isBlank()) {
      command.addAll(List.of(more.strip().split(" +")));
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ChildJvm(builder.start());
  }

  /**
   * The first line of output that contains {@code word}; lines before it are dropped.
   *
   * @throws IOException when the process ends before it says so
   */
  public String awaitLine(String word) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(word)) {
        return line;
      }
    }
    throw new IOException(
        "the process ended before it said '" + word + "': " + process.info().commandLine());
  }

  /** Sends a line, and returns the next line of output that contains {@code question} too. */
  public synchronized String ask(String question) throws IOException {
    input.println(question);
    return awaitLine(question);
  }

  /** Processor time used so far, at the resolution of the system's accounting (10 ms on Linux). */
  public long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Resident memory in bytes. Linux only. */
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IOException("no VmRSS in " + status);
  }

  /** Ends it as a lost machine would: SIGKILL, nothing is flushed. Returns when it is gone. */
  public void kill() throws IOException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** {@link #kill} without waiting. */
  public void sendKill() {
    process.destroyForcibly();
  }

  /** Asks it to end (SIGTERM), and returns when it has. */
  @Override
  public void close() throws IOException {
    input.close();
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() throws IOException {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the process did not end within " + STOP_SECONDS + " s: killed");
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread() != killer) {
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }
}
