package dev.gyre.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gyre.checker.generate.HistoryGenerator;
import dev.gyre.checker.generate.Workload;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.History;
import dev.gyre.checker.linear.Budget;
import dev.gyre.checker.linear.LinearizabilityChecker;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.model.RegisterModel;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {
  @TempDir private Path folder;

  private static String page(int operations) {
    History history = HistoryGenerator.generate(3, new Workload(operations, 1, 10, 0, 10, 1));
    Verdict verdict =
        LinearizabilityChecker.check(
            history, new RegisterModel(Absent.ABSENT, true), Budget.of(Duration.ofSeconds(30)));
    assertEquals("INVALID", verdict.word());
    return HtmlPage.of("</script>.jsonl", history, verdict, "a <b>reason</b>");
  }

  @Test
  void holdsEverythingAndNeedsNothing() {
    String page = page(2_000);
    assertFalse(page.contains("src="), "loads something");
    assertFalse(page.contains("http"), "names a network address");
    assertEquals(2, page.split("</script>", -1).length - 1);
    assertTrue(page.contains("\"total\":2000"));
  }

  /** Runs the page in a browser where one is installed, with a hundred thousand operations. */
  @Test
  void isDrawnByABrowser() throws Exception {
    Optional<Path> browser =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(dir -> Stream.of("chromium", "chromium-browser").map(Path.of(dir)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        browser.isPresent() && Boolean.getBoolean("gyre.nightly"),
        "skipped: needs chromium on the PATH and -Dgyre.nightly=true");
    Path file = Files.writeString(folder.resolve("page.html"), page(100_000));
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=10000",
                "--dump-dom",
                file.toUri().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String drawn = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(drawn.contains("data-drawn=\"100000\""), "the script did not run to its end");
  }
}
