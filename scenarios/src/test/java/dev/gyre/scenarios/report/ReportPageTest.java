package dev.gyre.scenarios.report;

import static dev.gyre.scenarios.dsl.Vocabulary.always;
import static dev.gyre.scenarios.dsl.Vocabulary.crash;
import static dev.gyre.scenarios.dsl.Vocabulary.millis;
import static dev.gyre.scenarios.dsl.Vocabulary.named;
import static dev.gyre.scenarios.dsl.Vocabulary.partition;
import static dev.gyre.scenarios.dsl.Vocabulary.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gyre.scenarios.chronicle.Chronicle;
import dev.gyre.scenarios.chronicle.Chronicler;
import dev.gyre.scenarios.cluster.SimBackend;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.sim.Seed;
import dev.gyre.sim.Simulation;
import io.vavr.collection.Vector;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final Seed SEED = Seed.of(7);
  private static final int MANY = 100_000;

  /** A value that would end the script, were it not packed. */
  private static final String NAME = "</script><b>busy";

  @TempDir private Path folder;

  private record Failed(RunResult result, Chronicle chronicle) {}

  private static Scenario scenario(long lastingMillis) {
    return Scenario.named(NAME)
        .cluster(cluster -> cluster.nodes(5).storage(Cluster.Storage.MEMORY))
        .workload(work -> work.clients(20).keys(10).pace(new Workload.Pace.Closed(millis(20))))
        .at(millis(500), partition(named("n1", "n2")).lasting(millis(700)))
        .at(millis(1_500), crash(named("n3")).restartAfter(millis(400)))
        .lasting(millis(lastingMillis))
        .quiesce(seconds(8))
        .check(always(Promise.NO_ACKNOWLEDGED_WRITE_LOST));
  }

  /** A run of which somebody says that its last read misses a write of its key. */
  private static Failed failed(long lastingMillis) {
    Chronicler chronicler = new Chronicler();
    RunResult ran =
        SimBackend.run(
            new Simulation(SEED, SimBackend.LIMITS), scenario(lastingMillis), chronicler);
    assertEquals(RunResult.Verdict.VALID, ran.verdict());
    List<Operation> operations = ran.history().operations();
    Operation read = operations.getLast();
    Operation write =
        operations.stream()
            .filter(each -> each.key().equals(read.key()) && each.isAcknowledgedQuorumPut())
            .findFirst()
            .orElseThrow();
    Violation violation =
        new Violation(Promise.NO_ACKNOWLEDGED_WRITE_LOST, read + " misses " + write);
    RunResult accused =
        new RunResult(
            ran.scenario(),
            ran.seed(),
            new RunResult.Findings(Vector.of(violation), Vector.empty()),
            ran.history(),
            ran.faults(),
            ran.measures());
    return new Failed(accused, chronicler.chronicle(accused));
  }

  private static ReportPage page(Failed failed) {
    Scenario whole = failed.result().scenario();
    Shrunk shrunk =
        new Shrunk(whole, failed.result().history().size(), whole.withSteps(Vector.empty()), 2);
    return ReportPage.of(
        failed.result(), failed.chronicle(), Optional.of(shrunk), "gyre sim replay x.json");
  }

  @Test
  void holdsAHundredThousandEventsAndNeedsNothing() throws IOException {
    Failed failed = failed(8_000);
    assertTrue(failed.chronicle().size() >= MANY, failed.chronicle().size() + " entries");
    byte[] bytes = page(failed).bytes();
    assertTrue(bytes.length <= ReportPage.MOST_BYTES, bytes.length + " bytes");
    String page = new String(bytes, StandardCharsets.UTF_8);
    String frame = page.replaceFirst("id=\"data\">[^<]*<", "<");
    assertTrue(frame.length() < page.length() / 2, "the data are not where they were");
    assertFalse(frame.contains("http") || frame.contains("://"), "names a network address");
    assertFalse(frame.contains("src=") || frame.contains("href="), "loads something");
    assertEquals(2, page.split("</script>", -1).length - 1);
    String data = data(page);
    assertTrue(data.contains("\"verdict\":\"INVALID\""));
    assertTrue(data.contains("gyre sim replay x.json"));
    assertTrue(data.contains("n1, n2 cut off from the others"));
    assertTrue(data.contains("\"dropped\":0"), "something was left out");
  }

  /** As of a run on a real cluster. */
  @Test
  void withoutARecordingClientsAndFaultsAreShown() throws IOException {
    RunResult result = failed(2_000).result();
    Chronicle chronicle = new Chronicler().chronicle(result);
    String page = page(new Failed(result, chronicle)).html();
    String data = data(page);
    assertTrue(chronicle.size() > result.history().size());
    assertTrue(data.contains("n1, n2 cut off from the others"));
    assertTrue(data.contains("\"places\":[\"world\",\"client"));
  }

  @Test
  void whatIsFurthestAwayIsLeftOutFirst() {
    Failed failed = failed(2_000);
    Chronicle all = failed.chronicle();
    int[] cone = {all.size() / 2, all.size() / 2 + 5};
    Chronicle kept = Nearest.to(all, cone, 1_000);
    assertEquals(1_000, kept.size());
    assertEquals(all.size() - 1_000, kept.dropped());
    String text = all.text(cone[1]);
    assertTrue(IntStream.range(0, kept.size()).anyMatch(i -> kept.text(i).equals(text)));
    for (int i = 0; i < kept.size(); i++) {
      assertTrue(kept.cause(i) < i && kept.basis(i) < i, "a link leads forward");
    }
  }

  /** The page's data as the page unpacks it. */
  private static String data(String page) throws IOException {
    String mark = "id=\"data\">";
    int from = page.indexOf(mark) + mark.length();
    byte[] packed = Base64.getDecoder().decode(page.substring(from, page.indexOf("<", from)));
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Runs the page in a browser where one is installed. */
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
    Failed failed = failed(8_000);
    Path file = Files.write(folder.resolve("page.html"), page(failed).bytes());
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--virtual-time-budget=20000",
                "--dump-dom",
                file.toUri().toString())
            .redirectError(log.toFile())
            .start();
    String drawn = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    String events = "data-events=\"" + failed.chronicle().size() + "\"";
    assertTrue(drawn.contains(events), "the script did not run to its end");
    assertFalse(drawn.contains("data-error"), "the script met an error");
    assertFalse(
        Files.readString(log).contains("CONSOLE"), () -> "the console is not empty: " + log);
    assertTrue(drawn.contains("class=\"row"), "no diagram");
    assertTrue(drawn.contains("class=\"event"), "no list");
  }
}
