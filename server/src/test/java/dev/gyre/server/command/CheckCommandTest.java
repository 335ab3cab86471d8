package dev.gyre.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
  private static final String STALE =
      """
      {:process 0, :type :invoke, :f :write, :value [7 1]}
      {:process 0, :type :ok, :f :write, :value [7 1]}
      {:process 1, :type :invoke, :f :read, :value [7 nil]}
      {:process 1, :type :ok, :f :read, :value [7 nil]}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Commands.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void judgesFiles() throws Exception {
    String file = Files.writeString(folder.resolve("stale.edn"), STALE).toString();
    assertEquals(1, run("check", "--keyed", "--model", "register", "--budget", "10s", file));
    assertTrue(
        out.toString()
            .startsWith("INVALID\t" + file + "\tkey 7: read by process 1 returned absent"),
        out.toString());
    assertEquals(0, run("check", "--keyed", "--initial", "1", file));
    assertEquals(0, run("check", "--keyed", "--guarantee", "2-atomic", file));
    assertEquals(2, run("check", "--format", "etcd-log", file, file + ".none"));
    assertEquals(1, run("check", "--keyed", "--json", "--html", folder.toString(), file));
    assertTrue(out.toString().contains("\"verdict\":\"INVALID\""), out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--format edn x, --format is jepsen-edn",
    "--failed-cas maybe x, --failed-cas is observes or silent",
    "--guarantee eventual x, --guarantee: unknown guarantee eventual; known are linearizable",
    "--budget soon x, --budget: is a duration",
    "--modle set x, unknown option --modle; did you mean --model?",
    "--json, Missing required parameter",
  })
  void mistakesGetOneSentence(String line, String expected) {
    assertEquals(Exit.USAGE, run(("check " + line).split(" ")));
    assertTrue(err.toString().contains(expected), err.toString());
  }
}
