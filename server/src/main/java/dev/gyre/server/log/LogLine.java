package dev.gyre.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.gyre.server.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * One event as one line: time, level, logger, message, then the fields that the event carries, and
 * the stack trace as a field of its own.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private final boolean json;

  LogLine(boolean json) {
    this.json = json;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(json ? "{" : "");
    field(line, "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    field(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    field(line, "logger", event.getLoggerName());
    field(line, "message", event.getFormattedMessage());
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> field(line, pair.key, String.valueOf(pair.value)));
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      field(line, "trace", ThrowableProxyUtil.asString(thrown));
    }
    return line.append(json ? "}\n" : "\n").toString();
  }

  private void field(StringBuilder line, String name, String value) {
    if (json) {
      Json.quote(line.append(line.length() > 1 ? "," : ""), name).append(':');
      Json.quote(line, value);
      return;
    }
    line.append(line.isEmpty() ? "" : " ").append(name).append('=');
    if (isBare(value)) {
      line.append(value);
    } else {
      Json.quote(line, value);
    }
  }

  private static boolean isBare(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f) {
        return false;
      }
    }
    return !value.isEmpty();
  }
}
