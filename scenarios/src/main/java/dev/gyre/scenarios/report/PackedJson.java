package dev.gyre.scenarios.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;

/** Text, compressed (RFC 1950) and as letters that may stand in a page. */
final class PackedJson {
  /** The highest takes three times as long for a hundredth less. */
  private static final int LEVEL = 6;

  private PackedJson() {}

  static String of(CharSequence json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] packed = new byte[bytes.length / 4 + 64];
      int length = 0;
      while (!deflater.finished()) {
        if (length == packed.length) {
          packed = Arrays.copyOf(packed, length * 2);
        }
        length += deflater.deflate(packed, length, packed.length - length);
      }
      return Base64.getEncoder().encodeToString(Arrays.copyOf(packed, length));
    } finally {
      deflater.end();
    }
  }
}
