package dev.gyre.scenarios.junit.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.junit.Launched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bug of {@link ForgetfulCarts} is found, and its seed shows it again. */
class ForgetfulCartsTest {
  @TempDir private Path output;

  @Test
  void someSeedsFindTheBugAndReplayIt() throws Exception {
    Launched launched = Launched.run(ForgetfulCarts.class, output, Map.of());
    assertTrue(!launched.passed().isEmpty() && !launched.failures().isEmpty(), "not every seed");
    String failure = launched.failures().getFirst();
    assertTrue(failure.contains("added [phone 1, "), failure);
    String replay = "mvn test -Dtest=ForgetfulCarts#whatWasAddedIsInTheCart -Dgyre.seed=";
    int at = failure.indexOf(replay) + replay.length();
    assertTrue(at > replay.length(), failure);
    String seed = failure.substring(at, failure.indexOf('\n', at));

    Launched again = Launched.run(ForgetfulCarts.class, output, Map.of("gyre.seed", seed));
    assertEquals(List.of(), again.passed());
    assertEquals(sentence(failure), sentence(again.failures().getFirst()));
    Path faults = again.files().getFirst();
    assertEquals("seed-" + seed + "-faults.txt", faults.getFileName().toString());
    assertTrue(Files.readString(faults).contains(" s  heal\n"), () -> "see " + faults);
  }

  private static String sentence(String failure) {
    return failure.substring(0, failure.indexOf('\n'));
  }
}
