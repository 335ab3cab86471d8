package dev.gyre.scenarios.tcp.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node over all its lives. What is asked of it is done in order by a thread of its own, so that
 * nobody waits for a process here; kills are sent at once.
 */
public final class ServerProcess {
  private static final long READY_SECONDS = 60;
  private static final long END_SECONDS = 30;

  /** What a node says that will not serve without the data that it had. */
  private static final String DATA_LOSS = "--accept-data-loss";

  private static final long EXIT_SECONDS = 2;
  private static final int TAIL_LINES = 8;

  private final Launch launch;
  private final Watch watch;
  private final ExecutorService keeper;

  /** The present or last process. Written by the keeper alone. */
  private volatile @Nullable Life life;

  /** Whether it was started and not ended since. */
  private volatile boolean wanted;

  /** Whether its present life has said that it is ready. */
  private volatile boolean ready;

  /** Whether it refuses to serve because its data is gone: from then on it stays away. */
  private volatile boolean dataLost;

  /** From the call of a process to its being ready, at worst. */
  private volatile long slowestStartNanos;

  /** Confined to the keeper. */
  private boolean paused;

  /** Told on any thread. */
  public interface Watch {
    /** It serves. */
    void ready(String node);

    /**
     * Something went wrong that nobody had asked for.
     *
     * @param sentence names the node, and quotes what it said last
     */
    void failed(String node, Failure failure, String sentence);
  }

  /** Kinds of what nobody asked for. */
  public enum Failure {
    /** The process ended by itself after it had served. */
    ENDED,
    /** The process did not come to serve. */
    NOT_STARTED,
    /** The process ended rather than to serve without the data that it had. */
    DATA_LOST,
    /** The machine would not do what was asked: start, signal, copy, delete. */
    MACHINE
  }

  /** Work that may wait for a process or a disk. */
  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  public ServerProcess(Launch launch, Watch watch) {
    this.launch = launch;
    this.watch = watch;
    this.keeper =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("gyre-keeper-" + launch.name()).factory());
  }

  public String name() {
    return launch.name();
  }

  /** Whether it should run, and nobody has ended it. */
  public boolean isRunning() {
    return wanted;
  }

  /** Whether it serves, as far as is known. */
  public boolean isReady() {
    return wanted && ready;
  }

  /** Whether it shall serve, and is not yet known to, nor known to have failed. */
  public boolean isStarting() {
    return wanted && !ready;
  }

  /** How long its slowest start took. */
  public long slowestStartNanos() {
    return slowestStartNanos;
  }

  /** Whether it stays away, for its data is gone: a person would have to decide. */
  public boolean isDataLost() {
    return dataLost;
  }

  /** Starts it, or its next life; nothing while it runs, or when its data is gone. */
  public void start() {
    if (!wanted && !dataLost) {
      wanted = true;
      keep(this::begin);
    }
  }

  private void begin() throws IOException, InterruptedException {
    if (!wanted) {
      return;
    }
    long startNanos = System.nanoTime();
    Life begun = Life.begin(launch);
    life = begun;
    paused = false;
    if (!wanted) {
      begun.kill();
    }
    begun.onEnd(() -> ended(begun));
    boolean serves = begun.awaitReady(READY_SECONDS);
    slowestStartNanos = Math.max(slowestStartNanos, System.nanoTime() - startNanos);
    if (serves) {
      ready = true;
      watch.ready(name());
    } else if (!begun.awaitEnd(EXIT_SECONDS) && !begun.isEndWanted()) {
      begun.kill();
      wanted = false;
      failed(Failure.NOT_STARTED, "was not ready within " + READY_SECONDS + " s");
    }
  }

  private void ended(Life which) {
    if (!which.isEndWanted()) {
      dataLost = String.join("", lastErrors()).contains(DATA_LOSS);
      Failure early = ready ? Failure.ENDED : Failure.NOT_STARTED;
      Failure failure = dataLost ? Failure.DATA_LOST : early;
      wanted = false;
      ready = false;
      failed(failure, "ended by itself with exit code " + which.exitCode());
    }
  }

  /** SIGKILL, now; nothing while it does not run. */
  public void kill() {
    end(Life::kill);
  }

  /** SIGTERM, now: it finishes what it had accepted. */
  public void stop() {
    end(Life::terminate);
  }

  private void end(Consumer<Life> how) {
    wanted = false;
    ready = false;
    Life present = life;
    if (present != null) {
      how.accept(present);
    }
    keep(
        () -> {
          Life last = life;
          if (last != null && last.isAlive()) {
            how.accept(last);
            pause(false); // who stands still does not even hear that it shall end
            awaitEnd(last);
          }
        });
  }

  private void awaitEnd(Life last) throws InterruptedException {
    if (!last.awaitEnd(END_SECONDS)) {
      last.kill();
      failed(Failure.MACHINE, "did not end within " + END_SECONDS + " s and was killed");
      last.awaitEnd(END_SECONDS);
    }
  }

  /** SIGSTOP. */
  public void pause() {
    keep(() -> pause(true));
  }

  /** SIGCONT. */
  public void resume() {
    keep(() -> pause(false));
  }

  private void pause(boolean still) throws IOException, InterruptedException {
    Life present = life;
    if (present != null && paused != still) {
      present.signal(still ? "STOP" : "CONT");
      paused = still;
    }
  }

  /** Empties its directory once it has ended. */
  public void wipe() {
    keep(() -> Folders.delete(launch.data()));
  }

  /** Copies its directory as it is at one moment: it stands still meanwhile. */
  public void copyTo(Path copy) {
    keep(
        () -> {
          boolean wasPaused = paused;
          pause(true);
          try {
            Folders.copy(launch.data(), copy);
          } finally {
            pause(wasPaused);
          }
        });
  }

  /** Puts a copy in the place of its directory once it has ended. */
  public void replaceBy(Path copy) {
    keep(
        () -> {
          Folders.delete(launch.data());
          Folders.copy(copy, launch.data());
        });
  }

  /** Kills it, and returns when it is gone and nothing more will be done, or time is over. */
  public void close() {
    kill();
    keeper.shutdown();
    try {
      if (!keeper.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        keeper.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** For when this JVM ends: SIGKILL, and the process is gone on return if that is possible. */
  public void killAtExit() {
    wanted = false;
    Life present = life;
    if (present == null) {
      return;
    }
    present.kill();
    try {
      present.awaitEnd(EXIT_SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(Task task) {
    if (keeper.isShutdown()) {
      return;
    }
    keeper.execute(
        () -> {
          try {
            task.run();
          } catch (IOException refused) {
            failed(Failure.MACHINE, "could not be handled: " + refused.getMessage());
          } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void failed(Failure failure, String what) {
    String tail = String.join(" | ", lastErrors());
    watch.failed(
        name(),
        failure,
        name() + " " + what + (tail.isEmpty() ? ", silently" : "; it said last: " + tail));
  }

  private List<String> lastErrors() {
    List<String> all = errors();
    return all.subList(Math.max(0, all.size() - TAIL_LINES), all.size());
  }

  /** All that it said on standard error, over all lives. */
  public List<String> errors() {
    try {
      return Files.exists(launch.errors())
          ? new String(Files.readAllBytes(launch.errors()), UTF_8).lines().toList()
          : List.of();
    } catch (IOException unreadable) {
      return List.of("standard error cannot be read: " + unreadable.getMessage());
    }
  }
}
