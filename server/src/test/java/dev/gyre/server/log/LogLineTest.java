package dev.gyre.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLineTest {

  private static LoggingEvent event(String message, Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "x", new LoggerContext().getLogger("dev.gyre.a"), Level.INFO, message, thrown, null);
    event.setTimeStamp(1_700_000_000_000L);
    event.addKeyValuePair(new KeyValuePair("peer", "n2"));
    event.addKeyValuePair(new KeyValuePair("reason", "said \"no\""));
    return event;
  }

  @Test
  void logfmtQuotesWhatNeedsIt() {
    assertEquals(
        "time=2023-11-14T22:13:20Z level=info logger=dev.gyre.a message=\"peer lost\" peer=n2"
            + " reason=\"said \\\"no\\\"\"\n",
        new LogLine(false).doLayout(event("peer lost", null)));
  }

  @Test
  void jsonIsOneObject() {
    assertEquals(
        "{\"time\":\"2023-11-14T22:13:20Z\",\"level\":\"info\",\"logger\":\"dev.gyre.a\","
            + "\"message\":\"up\",\"peer\":\"n2\",\"reason\":\"said \\\"no\\\"\"}\n",
        new LogLine(true).doLayout(event("up", null)));
  }

  @Test
  void aTraceIsAFieldOnTheSameLine() {
    String line = new LogLine(true).doLayout(event("oh", new IllegalStateException("why")));
    assertEquals(1, line.lines().count());
    assertTrue(line.contains("\"trace\":\"java.lang.IllegalStateException: why"), line);
  }
}
