package dev.gyre.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.demo.DemoCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
  private static String status(DemoCluster cluster, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[3 + more.length];
    words[0] = "status";
    words[1] = "--connect";
    words[2] = cluster.clientAddress();
    System.arraycopy(more, 0, words, 3, more.length);
    int code = Commands.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    assertEquals(Exit.OK, code, err.toString());
    return out.toString();
  }

  @Test
  void showsWhatMembersBelieveOfEachOther(@TempDir Path directory) throws Exception {
    DemoCluster cluster =
        DemoCluster.start(
            3,
            0,
            directory,
            failure -> {
              throw new AssertionError(failure);
            });
    try {
      String table = status(cluster);
      assertEquals(3, table.lines().filter(line -> line.contains(" alive for ")).count(), table);
      String json = status(cluster, "--json");
      assertTrue(json.contains("\"seen\":[{\"by\":1,\"state\":\"alive\",\"seconds\":"), json);
    } finally {
      cluster.stop();
    }
  }
}
