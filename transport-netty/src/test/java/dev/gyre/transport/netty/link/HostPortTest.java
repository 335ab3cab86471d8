package dev.gyre.transport.netty.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:7400, localhost, 7400",
    "10.0.0.1:1, 10.0.0.1, 1",
    "[::1]:65535, ::1, 65535",
    "node-1.example.org:0, node-1.example.org, 0",
  })
  void readsAndPrintsTheSame(String text, String host, int port) {
    HostPort parsed = HostPort.parse(text);
    assertEquals(new HostPort(host, port), parsed);
    assertEquals(text, parsed.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host", ":1", "host:", "host:x", "host:-1", "host:65536", "::1:5", "a:1:2"})
  void saysWhatIsWrong(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text)).getMessage();
    assertTrue(message.contains("host") || message.contains("IPv6"), message);
  }
}
