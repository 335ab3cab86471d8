package dev.gyre.checker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.checker.eventual.Promise;
import dev.gyre.checker.format.ReadOptions.FailedCas;
import io.vavr.collection.Vector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRunTest {
  private static final String STALE =
      """
      {"process":0,"f":"write","value":1,"start":1000000000,"end":1100000000,"outcome":"ok"}
      {"process":1,"f":"write","value":2,"start":1200000000,"end":1300000000,"outcome":"ok"}
      {"process":2,"f":"read","value":1,"start":1400000000,"end":1500000000,"outcome":"ok"}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("valid.edn"), "[]");
    Files.writeString(folder.resolve("stale.jsonl"), STALE);
    Files.writeString(folder.resolve("broken.edn"), "[{:process 0}");
  }

  private int run(String model, boolean json, Optional<Path> html, String... names) {
    return run(Optional.of(model), Optional.empty(), json, html, names);
  }

  private int run(
      Optional<String> model,
      Optional<Promise> promise,
      boolean json,
      Optional<Path> html,
      String... names) {
    Vector<String> files = Vector.of(names).map(name -> folder.resolve(name).toString());
    CheckRequest.Subject subject =
        new CheckRequest.Subject(
            model,
            promise,
            Optional.empty(),
            false,
            Optional.empty(),
            FailedCas.BY_FORMAT,
            Duration.ofSeconds(30));
    return CheckRun.run(
        new CheckRequest(files, subject, new CheckRequest.Presentation(html, json, false)),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  @Test
  void aLineAFileAndTheWorstExitCode() {
    assertEquals(0, run("register", false, Optional.empty(), "valid.edn"));
    assertEquals(2, run("register", false, Optional.empty(), "valid.edn", "broken.edn"));
    assertEquals(2, run("register", false, Optional.empty(), "none.edn", "*.none"));
    assertEquals(1, run("register", false, Optional.empty(), "*.edn", "stale.jsonl"));
    String[] lines = out.toString().split("\\R");
    assertEquals("VALID\t" + folder.resolve("valid.edn") + "\tno operations", lines[0]);
    assertTrue(lines[2].startsWith("ERROR\t" + folder.resolve("broken.edn") + "\tline 1: "));
    assertTrue(lines[3].endsWith("\tno such file"), lines[3]);
    assertTrue(lines[4].endsWith("\tno file matches"), lines[4]);
    assertTrue(lines[5].startsWith("ERROR"), lines[5]);
    assertEquals(
        "INVALID\t"
            + folder.resolve("stale.jsonl")
            + "\tread by process 2 returned 1 at 1.500 s; 1 had been overwritten by 2,"
            + " whose write was acknowledged at 1.300 s",
        lines[lines.length - 1]);
  }

  @Test
  void whatTheModelDoesNotHaveIsAnError() {
    assertEquals(2, run("set", false, Optional.empty(), "stale.jsonl"));
    assertEquals(2, run("heap", false, Optional.empty(), "stale.jsonl"));
    assertTrue(out.toString().contains("a set has no function \"write\""), out.toString());
    assertTrue(out.toString().contains("unknown model heap; known are register"), out.toString());
  }

  @Test
  void anObjectAFile() {
    assertEquals(1, run("register", true, Optional.empty(), "stale.jsonl", "broken.edn"));
    String[] lines = out.toString().split("\\R");
    assertTrue(lines[0].contains("\"verdict\":\"INVALID\""), lines[0]);
    assertTrue(lines[0].contains("\"witness\":{\"key\":null,\"operations\":[{\"process\":0"));
    assertTrue(lines[1].contains("\"verdict\":\"ERROR\""), lines[1]);
  }

  @Test
  void weakerPromisesAreJudgedToo() throws Exception {
    Files.writeString(
        folder.resolve("siblings.jsonl"),
        """
        {"process":0,"f":"write","value":{"value":1,"supersedes":[]},\
        "start":1,"end":2,"outcome":"ok"}
        {"process":1,"f":"write","value":{"value":2,"supersedes":[1]},\
        "start":3,"end":4,"outcome":"ok"}
        {"process":2,"f":"read","value":[1],"start":5,"end":6,"outcome":"ok"}
        """);
    assertEquals(0, promised("2-atomic", "stale.jsonl"));
    assertEquals(0, promised("staleness", "stale.jsonl"));
    assertEquals(1, promised("1-atomic", "stale.jsonl"));
    assertEquals(0, promised("sessions", "stale.jsonl"));
    assertEquals(0, promised("monotonic-reads,read-your-writes", "stale.jsonl"));
    assertEquals(0, promised("eventual-siblings", "siblings.jsonl"));
    assertEquals(1, promised("siblings", "siblings.jsonl"));
    assertEquals(2, promised("siblings", "stale.jsonl"));
    assertTrue(out.toString().contains("exactly 2-atomic"), out.toString());
    assertTrue(out.toString().contains("no acknowledged write lost: "), out.toString());
    assertThrows(IllegalArgumentException.class, () -> Promise.byName("eventual"));
  }

  private int promised(String promise, String name) {
    return run(
        Optional.empty(), Optional.of(Promise.byName(promise)), false, Optional.empty(), name);
  }

  @Test
  void aPageAFile() throws Exception {
    Path pages = folder.resolve("pages");
    run("register", false, Optional.of(pages), "stale.jsonl");
    try (var files = Files.list(pages)) {
      String page = Files.readString(files.findFirst().orElseThrow());
      assertTrue(page.contains("\"verdict\":\"INVALID\""));
      assertTrue(page.contains("\"core\":[0,1,2]"));
    }
  }
}
