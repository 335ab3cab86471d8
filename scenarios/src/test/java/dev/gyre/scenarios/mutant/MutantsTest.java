package dev.gyre.scenarios.mutant;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A simulator that finds nothing is suspected first: every bug of {@code scenarios/mutants} must be
 * found within 400 seeds. Prints which seed found it, and what it saw broken.
 */
class MutantsTest {
  private static final int SEEDS = 400;

  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("mutants"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void isFound(Path file, @TempDir Path folder) throws Exception {
    Patch patch = Patch.read(file);
    String found = new Mutant(Path.of("..").toRealPath(), patch).hunt(folder, SEEDS);
    System.out.println("mutant " + patch.name() + "\tseed " + found);
    assertFalse(found.isEmpty(), patch.name() + " survives " + SEEDS + " seeds");
  }
}
