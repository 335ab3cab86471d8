package dev.gyre.server.http;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.wire.ScanCursor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code {"keys":[{"key":base64url,"text":…,"value":base64,…}],"next":cursor}}. */
public final class PageJson {
  private static final Base64.Encoder KEYS = Base64.getUrlEncoder().withoutPadding();

  private PageJson() {}

  static byte[] of(Outcome.Page page, KeyPrefix prefix, boolean values) {
    StringBuilder json = new StringBuilder(64 + 96 * page.entries().size()).append("{\"keys\":[");
    String separator = "";
    for (Outcome.Page.Entry entry : page.entries()) {
      key(json.append(separator).append('{'), entry.key());
      if (values) {
        String value = Base64.getEncoder().encodeToString(entry.value().bytes());
        json.append(",\"value\":\"").append(value).append('"');
      }
      json.append(",\"timestamp\":").append(HybridClock.millis(entry.stamp()));
      json.append(",\"siblings\":").append(entry.siblings()).append('}');
      separator = ",";
    }
    json.append(']');
    Key next = page.next();
    if (next != null) {
      json.append(",\"next\":\"").append(ScanCursor.write(prefix, next)).append('"');
    }
    return json.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Appends the members {@code key} and, where the key is UTF-8, {@code text}. */
  public static void key(StringBuilder json, Key key) {
    json.append("\"key\":\"").append(KEYS.encodeToString(key.bytes())).append('"');
    String text = text(key);
    if (text != null) {
      Json.quote(json.append(",\"text\":"), text);
    }
  }

  /** The key as text; null where it is none. */
  public static @Nullable String text(Key key) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key.bytes())).toString();
    } catch (CharacterCodingException none) {
      return null;
    }
  }
}
