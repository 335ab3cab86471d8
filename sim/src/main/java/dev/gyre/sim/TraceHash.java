package dev.gyre.sim;

/** The 128-bit fingerprint of everything that a run did. Equal hashes mean equal runs. */
public record TraceHash(long high, long low) {

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(32);
    appendHex(text, high);
    appendHex(text, low);
    return text.toString();
  }

  private static void appendHex(StringBuilder text, long bits) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((int) (bits >>> shift) & 15, 16));
    }
  }
}
