package dev.gyre.server.maelstrom;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Maelstrom does not tell a node.
 *
 * @param replication owners of a key; all nodes when there are fewer
 * @param timeoutMillis of each operation: below Maelstrom's own, which is 5 s
 * @param data each node keeps its data in a directory of its name in there; null: in memory, and a
 *     killed node must not be started again
 */
public record MaelstromSettings(int replication, int timeoutMillis, @Nullable Path data) {
  public static final MaelstromSettings DEFAULT = new MaelstromSettings(3, 4_000, null);

  public MaelstromSettings {
    if (replication < 1 || timeoutMillis < 1) {
      throw new IllegalArgumentException("replication and a timeout are at least 1");
    }
  }
}
