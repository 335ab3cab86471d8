package dev.gyre.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.value.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  private static final String ID = "00112233445566778899aabbccddeeff";

  private static final Map<String, String> LEAST =
      Map.of(
          "cluster.id", ID,
          "cluster.peers", "1@a=127.0.0.1:7401,2@b=127.0.0.1:7402,3@c=127.0.0.1:7403",
          "node.id", "2",
          "data.directory", "data");

  private static Map<String, String> least(String... more) {
    Map<String, String> flags = new LinkedHashMap<>(LEAST);
    for (int i = 0; i < more.length; i += 2) {
      flags.put(more[i], more[i + 1]);
    }
    return flags;
  }

  private static ServerSettings read(Map<String, String> flags) throws ConfigurationException {
    return SettingsReader.read(Configuration.resolve(flags, Map.of(), null));
  }

  private static List<String> problems(
      Map<String, String> flags, Map<String, String> environment, @Nullable Path file) {
    return assertThrows(
            ConfigurationException.class,
            () -> SettingsReader.read(Configuration.resolve(flags, environment, file)))
        .problems();
  }

  @Test
  void theLeastThatANodeNeeds() throws ConfigurationException {
    ServerSettings settings = read(LEAST);
    assertEquals(ID, settings.identity().cluster().toString());
    assertEquals(NodeId.of(2), settings.identity().node());
    assertEquals(3, settings.identity().topology().owners());
    assertEquals(256, settings.identity().topology().partitions());
    assertEquals("b", settings.identity().topology().members().get(1).rack());
    assertEquals("127.0.0.1:7402", settings.network().listen().toString());
    HostPort http = settings.network().http();
    assertNotNull(http);
    assertEquals(7480, http.port());
    assertEquals(8 << 20, settings.limits().cells().valueBytes());
    assertEquals(2000, settings.timeouts().requestMillis());
  }

  @Test
  void whatIsMissingIsSaidAllAtOnceWithItsNames() {
    List<String> problems = problems(Map.of(), Map.of(), null);
    assertEquals(4, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains("cluster.id is missing"), problems.getFirst());
    assertTrue(problems.getFirst().contains("--cluster-id"), problems.getFirst());
    assertTrue(problems.getFirst().contains("GYRE_CLUSTER_ID"), problems.getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cluster.id|xyz|32 hex digits",
        "cluster.peers|1=a|host:port",
        "cluster.peers|one=a:1|by number",
        "cluster.peers|1=a:1,1=b:2|names node 1 twice",
        "cluster.peers|1=a:1|not among cluster.peers",
        "cluster.peers|nonsense|ID@RACK=HOST:PORT",
        "cluster.peers|2=a:0|needs a port",
        "cluster.partitions|100|a power of two",
        "cluster.partitions|0|is between",
        "cluster.replication|0|between 1 and 16",
        "cluster.epoch|0|between 1",
        "node.id|9|not among cluster.peers",
        "node.id|0|a node id is 1 to 65535",
        "node.listen|7400|is host:port",
        "node.listen|0.0.0.0:7400|which other machines can reach",
        "http.listen|0.0.0.0:7480|which other machines can reach",
        "http.listen|localhost:99999|is host:port",
        "node.peer-addresses|9=a:1|not among cluster.peers",
        "node.insecure|perhaps|true or false",
        "tls.certificate|/no/such/file|cannot be read",
        "limits.value-bytes|8 megs|a size like",
        "limits.value-bytes|0|is between",
        "limits.lane-bytes|1MiB|below limits.value-bytes",
        "limits.bytes-in-flight|2MiB|below limits.value-bytes",
        "limits.requests-in-flight|0|is between",
        "limits.requests-in-flight|-1|a whole number",
        "timeouts.request|2|a duration like",
        "timeouts.request|2m|below timeouts.request",
        "timeouts.shutdown|0s|is between",
        "members.period|10ms|is between 50",
        "members.timeout|1s|is not below members.period",
        "members.helpers|21|is between 0 and 20",
        "log.level|inof|did you mean info?",
        "log.format|xml|is one of logfmt, json",
      })
  void everyValueIsChecked(String name, String value, String expected) {
    List<String> problems = problems(least(name, value), Map.of(), null);
    assertTrue(problems.stream().anyMatch(each -> each.contains(expected)), problems.toString());
  }

  @Test
  void otherAddressesNeedTlsOrTheWordInsecure() throws ConfigurationException {
    Map<String, String> open = least("node.listen", "0.0.0.0:7402", "node.insecure", "true");
    assertEquals("0.0.0.0:7402", read(open).network().listen().toString());
    assertEquals("[::1]:7402", read(least("node.listen", "[::1]:7402")).network().listen() + "");
  }

  @Test
  void theThreeFilesOfTlsComeTogether(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("cert.pem"), "");
    List<String> problems = problems(least("tls.certificate", file.toString()), Map.of(), null);
    assertTrue(problems.getFirst().contains("come together"), problems.toString());
  }

  @Test
  void aFlagWinsOverTheEnvironmentThatOverTheFileThatOverTheDefault(@TempDir Path directory)
      throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("node.yaml"),
            "limits:\n  siblings: 10\n  value-bytes: 1MiB\n  requests-in-flight: 7\n");
    Map<String, String> environment =
        Map.of("GYRE_LIMITS_SIBLINGS", "20", "GYRE_LIMITS_VALUE_BYTES", "2MiB", "HOME", "x");
    Configuration configuration =
        Configuration.resolve(Map.of("limits.siblings", "30"), environment, file);
    assertSource(configuration, Catalogue.LIMIT_SIBLINGS, "30", "flag --limits-siblings");
    assertSource(
        configuration, Catalogue.LIMIT_VALUE_BYTES, "2MiB", "environment GYRE_LIMITS_VALUE_BYTES");
    assertSource(configuration, Catalogue.LIMIT_REQUESTS, "7", file + ":4");
    assertSource(configuration, Catalogue.LIMIT_LANE_BYTES, "24MiB", "default");
    assertTrue(configuration.get(Catalogue.CLUSTER_ID).isEmpty());
  }

  private static void assertSource(
      Configuration configuration, Setting setting, String text, String origin) {
    Sourced found = configuration.get(setting).orElseThrow();
    assertEquals(text, found.text());
    assertEquals(origin, found.origin().text());
  }

  @Test
  void aFileGivesPeersAsAList(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("node.yaml"),
            """
            cluster:
              id: "%s"
              peers:
                - 1@a=127.0.0.1:7401
                - 2@b=127.0.0.1:7402
            node: {id: 1}
            data:
              directory: d
            http:
              listen: off
            """
                .formatted(ID));
    ServerSettings settings = SettingsReader.read(Configuration.resolve(Map.of(), Map.of(), file));
    assertEquals(2, settings.identity().topology().members().size());
    assertEquals(null, settings.network().http());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits:\\n  valeu-bytes: 1|:2: unknown key \"limits.valeu-bytes\"; did you mean"
            + " limits.value-bytes?",
        "limist:\\n  siblings: 1|:2: unknown key \"limist.siblings\"; did you mean"
            + " limits.siblings?",
        "surprise: 1|:1: unknown key \"surprise\"",
        "limits:\\n  siblings: 1\\n  siblings: 2|:3:",
        "limits:\\n  siblings: {a: 1}|is a value or a list",
        "limits: [|not well-formed YAML",
        "- a|list of groups",
        "just text|list of groups",
      })
  void aWrongFileIsAnErrorWithItsLine(String text, String expected, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("node.yaml"), text.replace("\\n", "\n"));
    List<String> problems = problems(LEAST, Map.of(), file);
    String all = String.join("\n", problems);
    assertTrue(all.startsWith(file + ":"), all);
    assertTrue(all.contains(expected), all);
  }

  @Test
  void aMissingFileIsAnError() {
    List<String> problems = problems(LEAST, Map.of(), Path.of("/no/such/gyre.yaml"));
    assertEquals(List.of("/no/such/gyre.yaml: there is no such file"), problems);
  }

  @Test
  void anEmptyFileSetsNothing(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("node.yaml"), "# nothing\n");
    assertNotNull(SettingsReader.read(Configuration.resolve(LEAST, Map.of(), file)));
  }

  @Test
  void anUnknownVariableIsAnErrorWithTheNearestMatch() {
    List<String> problems = problems(LEAST, Map.of("GYRE_NODE_IDD", "1"), null);
    assertEquals(
        List.of("unknown environment variable GYRE_NODE_IDD; did you mean GYRE_NODE_ID?"),
        problems);
  }

  @Test
  void everySettingHasNamesOfItsOwn() {
    List<String> flags = Catalogue.ALL.stream().map(Setting::flag).distinct().toList();
    List<String> variables = Catalogue.ALL.stream().map(Setting::environment).distinct().toList();
    assertEquals(Catalogue.ALL.size(), flags.size());
    assertEquals(Catalogue.ALL.size(), variables.size());
    assertFalse(Catalogue.ALL.stream().anyMatch(each -> each.meaning().endsWith(".")));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "17,17", "17B,17", "64KiB,65536", "8MiB,8388608", "1 GiB,1073741824"})
  void sizes(String text, long bytes) {
    assertEquals(bytes, Quantity.bytes(text));
  }

  @ParameterizedTest
  @CsvSource({"0ms,0", "500ms,500", "2s,2000", "1m,60000", "1h,3600000"})
  void durations(String text, long millis) {
    assertEquals(millis, Quantity.millis(text));
  }

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "ab,ba,1", "'',abc,3", "same,same,0", "nodes,nodez,1"})
  void editsBetweenWords(String from, String to, int edits) {
    assertEquals(edits, dev.gyre.scenarios.text.Nearest.slips(from, to));
  }
}
