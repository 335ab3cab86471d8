package dev.gyre.scenarios.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.text.ReplayFile;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What failed once and was shrunk, kept for ever: none of it fails any more. A file that does not
 * run in the same way after a change of the product still asks for all that it promises.
 */
class RegressionsTest {
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("regressions"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isMended(Path file) throws IOException {
    ReplayFile stored =
        ReplayFile.parse(Files.readString(file), file.toString())
            .getOrElseThrow(problems -> new IllegalArgumentException(String.join("\n", problems)));
    Replay replay = Replay.of(stored, "this");
    assertEquals(Vector.empty(), replay.result().findings().violations(), file::toString);
    assertEquals(RunResult.Verdict.VALID, replay.result().verdict());
  }

  @Test
  void thereAreSome() throws IOException {
    assertFalse(files().isEmpty());
  }
}
