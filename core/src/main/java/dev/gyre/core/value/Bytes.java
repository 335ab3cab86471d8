package dev.gyre.core.value;

import java.util.Arrays;

/** Comparisons of byte strings as the store orders them: unsigned, shorter first on a tie. */
public final class Bytes {
  private Bytes() {}

  public static int compare(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(left, right);
  }

  /** At most {@code limit} bytes as printable ASCII, the rest as {@code \xNN}: for messages. */
  public static String printable(byte[] bytes, int limit) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, limit); i++) {
      int b = bytes[i] & 0xff;
      if (b >= 0x20 && b < 0x7f && b != '\\') {
        text.append((char) b);
      } else {
        text.append("\\x")
            .append(Character.forDigit(b >> 4, 16))
            .append(Character.forDigit(b & 15, 16));
      }
    }
    return bytes.length > limit ? text.append("…").toString() : text.toString();
  }
}
