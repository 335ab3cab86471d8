package dev.gyre.core.value;

/**
 * The identity of a cluster: 128 random bits, made once by {@code gyre init}, written as 32 hex
 * digits. Nodes refuse whoever carries another one, and it keys the checksum of context tokens, so
 * do not publish it.
 */
public record ClusterId(long high, long low) {

  /** Parses 32 hex digits; hyphens are ignored, so that a UUID can be given. */
  public static ClusterId parse(String text) {
    String digits = text.replace("-", "");
    if (!digits.matches("[0-9a-fA-F]{32}")) {
      throw new IllegalArgumentException("a cluster id is 32 hex digits, not \"" + text + "\"");
    }
    return new ClusterId(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }

  @Override
  public String toString() {
    return hex(high) + hex(low);
  }

  private static String hex(long word) {
    String digits = Long.toHexString(word);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
