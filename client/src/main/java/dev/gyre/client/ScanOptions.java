package dev.gyre.client;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.value.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a scan is to be done; immutable.
 *
 * @param reads how many owners of each key must answer, and the timeout of each page
 * @param pageKeys most keys in one message, 1 to 4,096
 * @param values whether values are wanted, or keys alone
 * @param after the key to go on behind; null: from the first
 */
public record ScanOptions(ReadOptions reads, int pageKeys, boolean values, @Nullable Key after) {
  public static final ScanOptions DEFAULTS =
      new ScanOptions(ReadOptions.DEFAULTS, 1_000, true, null);

  public ScanOptions {
    if (pageKeys < 1 || pageKeys > Command.Scan.MOST_KEYS) {
      throw new IllegalArgumentException(
          "a page has 1 to " + Command.Scan.MOST_KEYS + " keys, not " + pageKeys);
    }
  }

  public ScanOptions with(Consistency level) {
    return new ScanOptions(reads.with(level), pageKeys, values, after);
  }

  /** Each page's. */
  public ScanOptions within(Duration limit) {
    return new ScanOptions(reads.within(limit), pageKeys, values, after);
  }

  public ScanOptions pages(int keys) {
    return new ScanOptions(reads, keys, values, after);
  }

  public ScanOptions keysOnly() {
    return new ScanOptions(reads, pageKeys, false, after);
  }

  /** To go on where an earlier scan ended. */
  public ScanOptions after(Key last) {
    return new ScanOptions(reads, pageKeys, values, last);
  }
}
