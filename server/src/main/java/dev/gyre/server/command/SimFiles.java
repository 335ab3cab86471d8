package dev.gyre.server.command;

import dev.gyre.scenarios.chronicle.Recording;
import dev.gyre.scenarios.report.ReportPage;
import dev.gyre.scenarios.report.Shrunk;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.shrink.Budget;
import dev.gyre.scenarios.shrink.Reduction;
import dev.gyre.scenarios.shrink.Replay;
import dev.gyre.scenarios.shrink.Shrinker;
import dev.gyre.scenarios.text.ReplayFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Writes what failed into a folder: what replays it, the smallest that does, and a page. */
final class SimFiles {
  /** Far more than any time allows. */
  private static final int MOST_RUNS = 1_000_000;

  private final Path folder;
  private final PrintWriter err;

  SimFiles(Path folder, PrintWriter err) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.err = err;
  }

  /** Of a run in the simulator; {@code shrinking} is how long to look for a smaller failure. */
  void failed(RunResult failure, Duration shrinking) throws IOException {
    String name = failure.scenario().name().replaceAll("[^A-Za-z0-9-]+", "-");
    String stem = name + "-" + failure.seed();
    Path replay = write(stem + ".json", Replay.file(failure, Version.commit()).json());
    Optional<Reduction> smaller = smaller(failure, shrinking);
    if (smaller.isPresent()) {
      ReplayFile least = smaller.get().file(Version.commit());
      replay = write(stem + "-smallest.json", least.json());
      err.println(smaller.get().sentence());
    }
    page(smaller.map(Reduction::after).orElse(failure), smaller, replay, stem);
    err.flush();
  }

  private static Optional<Reduction> smaller(RunResult failure, Duration time) {
    if (time.isZero()) {
      return Optional.empty();
    }
    long end = System.nanoTime() + time.toNanos();
    Budget budget = new Budget(MOST_RUNS, () -> System.nanoTime() - end > 0);
    return Shrinker.shrink(failure.scenario(), failure.seed(), budget).toJavaOptional();
  }

  private void page(RunResult shown, Optional<Reduction> smaller, Path replay, String stem)
      throws IOException {
    Recording recording = Recording.of(shown);
    String command = "bin/gyre sim replay " + replay;
    ReportPage page =
        ReportPage.of(
            recording.result(), recording.chronicle(), smaller.map(SimFiles::schedules), command);
    Path file = folder.resolve(stem + ".html");
    Files.write(file, page.bytes());
    err.println("wrote " + file);
  }

  private static Shrunk schedules(Reduction reduction) {
    return new Shrunk(
        reduction.before().scenario(),
        reduction.before().history().size(),
        reduction.after().scenario(),
        reduction.after().history().size());
  }

  Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    err.println("wrote " + file);
    return file;
  }
}
