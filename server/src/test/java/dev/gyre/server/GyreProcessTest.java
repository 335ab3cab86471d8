package dev.gyre.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.server.http.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: its streams, its signals, its exit codes. */
class GyreProcessTest {
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path directory;

  private Process gyre(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    String classPath = System.getProperty("java.class.path");
    command.add(System.getProperty("surefire.test.class.path", classPath));
    command.add("dev.gyre.server.Gyre");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("GYRE_"));
    return builder.redirectError(directory.resolve("err").toFile()).start();
  }

  private String err() throws IOException {
    return Files.readString(directory.resolve("err"));
  }

  private int end(Process process) throws Exception {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  private static String line(Process process) throws IOException {
    InputStreamReader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    return new BufferedReader(in).readLine();
  }

  @Test
  void aDemoServesAndEndsInOrderOnSigterm() throws Exception {
    Path data = directory.resolve("data");
    Process demo = gyre("demo", "--nodes", "1", "--http-port", "0", "--data", data.toString());
    String ready = line(demo);
    assertNotNull(ready, err());
    assertTrue(ready.matches("ready http://127\\.0\\.0\\.1:[0-9]+"), ready);
    URI url = URI.create(ready.split(" ")[1]);
    InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort());
    String put = "PUT /v1/keys/k?timeout=20s HTTP/1.1";
    assertEquals(204, Wire.once(address, put, new byte[] {1}).status());
    demo.destroy();
    assertEquals(0, end(demo), err());

    Process again =
        gyre(
            "demo",
            "--nodes",
            "1",
            "--http-port",
            "0",
            "--data",
            data.toString(),
            "--exit-after",
            "1ms",
            "--log-level",
            "info");
    assertNotNull(line(again), err());
    assertEquals(0, end(again), err());
    assertTrue(err().contains("opened the store as it was closed"), err());
  }

  @Test
  void aTemporaryDirectoryIsRemoved() throws Exception {
    Process demo = gyre("demo", "--nodes", "1", "--http-port", "0", "--exit-after", "1ms");
    assertNotNull(line(demo), err());
    assertEquals(0, end(demo), err());
    Path used = Path.of(err().replaceFirst("(?s).*data is in ([^,]+),.*", "$1"));
    assertTrue(used.toString().contains("gyre-demo-"), used.toString());
    assertFalse(Files.exists(used));
  }

  @Test
  void aWrongConfigurationIsTwoAndAnUnusableDirectoryFour() throws Exception {
    assertEquals(2, end(gyre("server")));
    assertTrue(err().contains("cluster.id is missing"), err());
    Path file = Files.writeString(directory.resolve("file"), "");
    assertEquals(
        4,
        end(
            gyre(
                "server",
                "--cluster-id",
                "00112233445566778899aabbccddeeff",
                "--cluster-peers",
                "1=127.0.0.1:7401",
                "--id",
                "1",
                "--data-directory",
                file.toString())));
    assertEquals("gyre server: the data directory " + file, err().split(" is a file")[0]);
    assertEquals(1, err().lines().count(), err());
  }

  @Test
  void aServerSaysReadyAndEndsInOrderOnSigterm() throws Exception {
    Process server =
        gyre(
            "server",
            "--cluster-id",
            "00112233445566778899aabbccddeeff",
            "--cluster-peers",
            "1=127.0.0.1:7401",
            "--id",
            "1",
            "--listen",
            "127.0.0.1:0",
            "--http-listen",
            "127.0.0.1:0",
            "--data-directory",
            directory.resolve("data").toString(),
            "--log-format",
            "json");
    String ready = line(server);
    assertNotNull(ready, err());
    String expected = "ready gyre://127\\.0\\.0\\.1:[0-9]+ http://127\\.0\\.0\\.1:[0-9]+";
    assertTrue(ready.matches(expected), ready);
    server.destroy();
    assertEquals(0, end(server), err());
    assertTrue(err().lines().allMatch(line -> line.startsWith("{\"time\":")), err());
    assertTrue(err().contains("\"message\":\"stopped\""), err());
  }

  @Test
  void aNodeOfMaelstromAnswersAndEndsWithItsInput() throws Exception {
    Process node = gyre("maelstrom");
    String init =
        "{\"src\":\"c0\",\"dest\":\"n1\",\"body\":"
            + "{\"type\":\"init\",\"msg_id\":1,\"node_id\":\"n1\",\"node_ids\":[\"n1\"]}}\n";
    node.getOutputStream().write(init.getBytes(StandardCharsets.UTF_8));
    node.getOutputStream().flush();
    assertEquals(
        "{\"src\":\"n1\",\"dest\":\"c0\",\"body\":{\"type\":\"init_ok\",\"in_reply_to\":1}}",
        line(node));
    node.getOutputStream().close();
    assertEquals(0, end(node), err());
  }
}
