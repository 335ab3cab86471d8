package dev.gyre.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Commands.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void versionAndHelp() {
    assertEquals(Exit.OK, run("--version"));
    assertTrue(out.toString().startsWith("gyre "), out.toString());
    assertEquals(Exit.OK, run("--help"));
    assertTrue(out.toString().contains("demo"), out.toString());
    assertEquals(Exit.OK, run("config", "show", "--help"));
    assertTrue(out.toString().contains("--cluster-peers"), out.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"repair", "bench"})
  void whatDoesNotExistYetSaysSo(String command) {
    assertEquals(Exit.USAGE, run(command, "--some", "thing"));
    assertTrue(err.toString().contains("does not have the command " + command), err.toString());
    assertEquals("", out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dmeo|unknown command dmeo; did you mean demo?",
        "config shwo|unknown command shwo; did you mean show?",
        "config show --log-levle info|unknown option --log-levle; did you mean --log-level?",
        "init --peer 1=a:1|unknown option --peer; did you mean --peers?",
        "--verzion|unknown option --verzion; did you mean --version?",
        "config|say what to do",
        "sim|say what to do",
      })
  void mistakesGetOneSentenceAndTheNearestMatch(String line, String expected) {
    assertEquals(Exit.USAGE, run(line.split(" ")));
    assertTrue(err.toString().contains(expected), err.toString());
  }

  @Test
  void nothingToDoIsAMistake() {
    assertEquals(Exit.USAGE, run());
    assertTrue(err.toString().contains("gyre --help"), err.toString());
  }

  @Test
  void initPrintsANewIdEachTime() {
    assertEquals(Exit.OK, run("init"));
    String first = out.toString();
    assertTrue(first.matches("[0-9a-f]{32}\\R"), first);
    run("init");
    assertNotEquals(first + first, out.toString());
  }

  @Test
  void initWritesFilesThatConfigShowAccepts(@TempDir Path directory) throws Exception {
    Path folder = directory.resolve("conf");
    String peers = "1@a=127.0.0.1:7401,2@b=127.0.0.1:7402,3@c=127.0.0.1:7403";
    assertEquals(Exit.OK, run("init", "--peers", peers, "--out", folder.toString()));
    for (int node = 1; node <= 3; node++) {
      String file = folder.resolve("node-" + node + ".yaml").toString();
      assertEquals(Exit.OK, run("config", "show", "--config", file), err.toString());
    }
    assertTrue(Files.readString(folder.resolve("node-2.yaml")).contains("id: 2"));
    assertEquals(Exit.USAGE, run("init", "--peers", peers, "--out", folder.toString()));
    assertTrue(err.toString().contains("exists already"), err.toString());
  }

  @Test
  void initRefusesPeersThatAreNone() {
    assertEquals(Exit.USAGE, run("init", "--peers", "1=a", "--out", "x"));
    assertTrue(err.toString().contains("--peers is host:port"), err.toString());
    assertEquals(Exit.USAGE, run("init", "--peers", "1=a:1"));
  }

  @Test
  void configShowPrintsValuesAndOriginsAndThenWhatIsWrong() {
    assertEquals(Exit.USAGE, run("config", "show", "--log-level", "debug", "--id", "4"));
    assertTrue(
        out.toString().lines().anyMatch(line -> line.matches("log.level +debug +flag --log-level")),
        out.toString());
    assertTrue(
        out.toString().lines().anyMatch(line -> line.matches("log.format +logfmt +default")));
    assertTrue(err.toString().contains("cluster.id is missing"), err.toString());
  }

  @Test
  void configShowAsJson() {
    run("config", "show", "--json", "--insecure");
    assertTrue(
        out.toString()
            .contains("\"node.insecure\":{\"value\":\"true\",\"origin\":\"flag --insecure\"}"),
        out.toString());
  }
}
