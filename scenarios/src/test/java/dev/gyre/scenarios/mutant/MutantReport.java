package dev.gyre.scenarios.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Applies each planted bug to a copy, builds it, hunts it with the swarm, shrinks what it finds,
 * replays that from its file, and prints the table of {@code docs/MUTANTS.md}. Takes minutes, so no
 * build runs it unasked:
 *
 * <pre>
 * mvn -pl scenarios -am verify -Dtest=MutantReport -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * The table and the replay files go to {@code scenarios/target/mutants}. {@code -Dgyre.mutants=…}
 * names the bugs, separated by commas; {@code -Dgyre.budget=…} is how many seconds each is shrunk.
 */
public final class MutantReport {
  private static final int SEEDS = 400;
  private static final long SECONDS = 60;
  private static final String HEAD =
      "| bug | broken | seeds needed | faults | operations | clients | keys | nodes | runs"
          + " | hunt, s | shrink, s |\n|---|---|---|---|---|---|---|---|---|---|---|";

  private final Path repository;
  private final Path out;
  private final long seconds;

  private MutantReport(Path repository, Path out, long seconds) throws IOException {
    this.repository = repository;
    this.out = Files.createDirectories(out);
    this.seconds = seconds;
  }

  /** For surefire, which knows the class path. */
  public MutantReport() throws IOException {
    this(
        Path.of("..").toRealPath(),
        Path.of("target", "mutants"),
        Long.getLong("gyre.budget", SECONDS));
  }

  /** Arguments: the repository, a folder for the files, seconds for each bug, names of bugs. */
  public static void main(String[] arguments) throws Exception {
    Path repository = Path.of(arguments[0]).toRealPath();
    long seconds = Long.parseLong(arguments[2]);
    List<String> names = List.of(arguments).subList(3, arguments.length);
    new MutantReport(repository, Path.of(arguments[1]), seconds).table(names);
  }

  @Test
  void allAreFoundAndShrunk() throws Exception {
    String names = System.getProperty("gyre.mutants", "");
    Assertions.assertEquals(
        List.of(), table(names.isEmpty() ? List.of() : List.of(names.split(","))));
  }

  /** Prints the table and returns the bugs that were not found. */
  private List<String> table(List<String> names) throws Exception {
    List<String> missed = new ArrayList<>();
    List<String> rows = new ArrayList<>(List.of(HEAD));
    System.out.println(HEAD);
    for (Path file : patches()) {
      Patch patch = Patch.read(file);
      if (names.isEmpty() || names.contains(patch.name())) {
        String row = row(patch, missed);
        System.out.println(row);
        rows.add(row);
      }
    }
    Files.write(out.resolve("table.md"), rows);
    return missed;
  }

  private List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(repository.resolve("scenarios/mutants"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  private String row(Patch patch, List<String> missed) throws Exception {
    Path folder = Files.createTempDirectory("mutant");
    List<String> found = new Mutant(repository, patch).shrink(folder, SEEDS, seconds);
    if (found.isEmpty()) {
      missed.add(patch.name());
      return "| " + patch.name() + " | not found in " + SEEDS + " seeds |";
    }
    Files.writeString(out.resolve(patch.name() + ".json"), found.get(1));
    System.err.println(patch.name() + ": " + found.get(2));
    return "| " + patch.name() + " | " + found.get(0) + " |";
  }
}
