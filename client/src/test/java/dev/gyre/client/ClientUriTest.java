package dev.gyre.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.message.Consistency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientUriTest {

  @Test
  void anAddressNamesNodesAndSettings() {
    assertEquals(
        new ClientUri(List.of("a:1", "[::1]:65535"), Duration.ofSeconds(2), Consistency.ALL),
        ClientUri.parse("gyre://a:1,[::1]:65535?timeout=2s&consistency=all"));
    assertEquals(new ClientUri(List.of("a.b:7"), null, null), ClientUri.parse("gyre://a.b:7"));
    assertEquals(
        new ClientUri(List.of("a:7"), Duration.ofMillis(250), null),
        ClientUri.parse("gyre://a:7?timeout=250ms"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a:1, must begin with gyre://",
    "gyre://, is not host:port",
    "gyre://a, is not host:port",
    "gyre://a:, is not host:port",
    "gyre://:1, is not host:port",
    "gyre://a:0, is not host:port",
    "gyre://a:65536, is not host:port",
    "gyre://a:x, is not host:port",
    "gyre://::1:7, brackets",
    "'gyre://a:1,', is not host:port",
    "gyre://a:1?timeout=2, written 500ms",
    "gyre://a:1?timeout=0s, from 1 ms",
    "gyre://a:1?timeout=99999999m, from 1 ms",
    "gyre://a:1?consistency=most, not \"most\"",
    "gyre://a:1?timeot=2s, there are timeout and consistency",
    "gyre://a:1?timeout=2s&, is no setting",
  })
  void anAddressThatIsNoneSaysWhy(String text, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ClientUri.parse(text)).getMessage();
    assertTrue(message.contains(why) && message.contains(text), message);
  }

  @Test
  void optionsRefuseTimeoutsThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULTS.within(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> WriteOptions.DEFAULTS.within(Duration.ofDays(25)));
    assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULTS.replicas(0));
  }
}
