package dev.gyre.scenarios.tcp.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process from its start to its end. Signals may be sent from any thread. */
final class Life {
  private static final String READY = "ready";

  /** Variables that a server reads settings from: only the scenario's own count. */
  private static final String SETTINGS = "GYRE_";

  private static final long SIGNAL_SECONDS = 10;

  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  /** Whether somebody here asked for its end. */
  private volatile boolean endWanted;

  private Life(Process process) {
    this.process = process;
    Thread.ofVirtual().name("gyre-output-" + process.pid()).start(this::readOutput);
  }

  static Life begin(Launch launch) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(launch.errors().toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith(SETTINGS));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return new Life(builder.start());
  }

  /** To its end, so that it never blocks on a full pipe. */
  private void readOutput() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains(READY)) {
          ready.complete(true);
        }
      }
    } catch (IOException ended) {
      // As good as its end.
    }
    ready.complete(false);
  }

  /** Whether it said that it is ready; false when it ended, or said nothing in time. */
  boolean awaitReady(long seconds) throws InterruptedException {
    try {
      return ready.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException tooLate) {
      return false;
    }
  }

  boolean awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** Runs on some thread when it has ended. */
  void onEnd(Runnable action) {
    CompletableFuture<Void> _ = process.onExit().thenRun(action);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isEndWanted() {
    return endWanted;
  }

  int exitCode() {
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() {
    endWanted = true;
    process.destroyForcibly();
  }

  /** SIGTERM. */
  void terminate() {
    endWanted = true;
    process.destroy();
  }

  /**
   * Sends what Java has no call for, through the shell's own {@code kill}.
   *
   * @param signal {@code STOP} or {@code CONT}
   */
  void signal(String signal) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    Process kill =
        new ProcessBuilder(
                "/bin/sh", "-c", "kill -\"$0\" \"$1\"", signal, Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
      throw new IOException("SIG" + signal + " was not sent within " + SIGNAL_SECONDS + " s");
    }
    if (kill.exitValue() != 0 && process.isAlive()) {
      throw new IOException("SIG" + signal + " could not be sent to " + process.pid());
    }
  }
}
