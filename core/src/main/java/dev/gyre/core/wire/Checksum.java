package dev.gyre.core.wire;

import java.util.zip.CRC32C;

/**
 * CRC-32C (Castagnoli): what guards frames, cells and disk blocks. The JVM computes it in hardware.
 */
public final class Checksum {
  private Checksum() {}

  public static int of(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
