package dev.gyre.scenarios.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Applies each planted bug to a copy, builds it, hunts it with the swarm, shrinks what it finds,
 * replays that from its file, and prints a row of the table in {@code docs/MUTANTS.md}.
 *
 * <p>Arguments: the repository, a folder for the replay files, seconds of shrinking for each, and
 * the names of bugs (all when there are none).
 */
public final class MutantReport {
  private static final int SEEDS = 200;

  private MutantReport() {}

  public static void main(String[] arguments) throws Exception {
    Path repository = Path.of(arguments[0]).toRealPath();
    Path files = Files.createDirectories(Path.of(arguments[1]));
    long seconds = Long.parseLong(arguments[2]);
    List<String> names = List.of(arguments).subList(3, arguments.length);
    System.out.println(
        "| bug | broken | seeds | faults | operations | clients | keys | nodes | runs | hunt, s"
            + " | shrink, s |\n|---|---|---|---|---|---|---|---|---|---|---|");
    for (Path file : patches(repository)) {
      Patch patch = Patch.read(file);
      if (names.isEmpty() || names.contains(patch.name())) {
        report(repository, patch, seconds, files);
      }
    }
  }

  private static List<Path> patches(Path repository) throws IOException {
    try (Stream<Path> files = Files.list(repository.resolve("scenarios/mutants"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  private static void report(Path repository, Patch patch, long seconds, Path files)
      throws Exception {
    Path folder = Files.createTempDirectory("mutant");
    List<String> found = new Mutant(repository, patch).shrink(folder, SEEDS, seconds);
    if (found.isEmpty()) {
      System.out.println("| " + patch.name() + " | not found in " + SEEDS + " seeds |");
      return;
    }
    Files.writeString(files.resolve(patch.name() + ".json"), found.get(1));
    System.out.println("| " + patch.name() + " | " + found.get(0) + " |");
    System.err.println(patch.name() + ": " + found.get(2));
  }
}
