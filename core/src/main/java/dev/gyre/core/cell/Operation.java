package dev.gyre.core.cell;

import dev.gyre.core.clock.WriteId;
import org.jspecify.annotations.Nullable;

/**
 * A linearizable write.
 *
 * @param id its name, stamped, the same on every retry
 * @param condition null: unconditional
 */
public record Operation(WriteId id, Content content, @Nullable Condition condition) {
  public Operation {
    if (!id.isStamped()) {
      throw new IllegalArgumentException("an operation carries its receiver's stamp: " + id);
    }
  }
}
