package dev.gyre.storage.log;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.OpenFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One file of the log, of fixed size: a force after an append then has no metadata to write.
 *
 * @param number never used twice in a directory, so that {@link Group} can tell whose bytes it
 *     reads
 */
public record Segment(long number, OpenFile file, long sizeBytes) {
  private static final String PREFIX = "log-";
  private static final int DIGITS = 16;

  static String name(long number) {
    String hex = Long.toHexString(number);
    return PREFIX + "0".repeat(DIGITS - hex.length()) + hex;
  }

  /** The number in a file's name, or null when the file is no segment. */
  public static @Nullable Long numberOf(String name) {
    if (name.length() != PREFIX.length() + DIGITS || !name.startsWith(PREFIX)) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(name, PREFIX.length(), name.length(), DIGITS);
    } catch (NumberFormatException notOurs) {
      return null;
    }
  }

  static Segment open(Disk disk, long number) throws IOException {
    OpenFile file = disk.open(name(number));
    return new Segment(number, file, file.size());
  }
}
