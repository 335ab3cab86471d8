package dev.gyre.storage;

import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Where a record lies: a cell of this node, or a hint that it keeps for another.
 *
 * @param target whom the hint is meant for; null for a cell
 */
record Slot(@Nullable NodeId target, Key key) implements Comparable<Slot> {

  static Slot cell(Key key) {
    return new Slot(null, key);
  }

  static Slot of(Request.OnRecord request) {
    return switch (request) {
      case Request.OnCell onCell -> cell(onCell.key());
      case HintRequest.OnHint onHint -> new Slot(onHint.target(), onHint.key());
    };
  }

  boolean isHint() {
    return target != null;
  }

  /**
   * Cells, then hints by target; each by the key's hash, so by partition, whatever their number.
   */
  @Override
  public int compareTo(Slot other) {
    int byTarget = Integer.compare(number(), other.number());
    if (byTarget != 0) {
      return byTarget;
    }
    int byHash = Long.compareUnsigned(key.hash(), other.key.hash());
    return byHash != 0 ? byHash : key.compareTo(other.key);
  }

  private int number() {
    return target == null ? 0 : target.number();
  }

  @Override
  public int hashCode() {
    return key.hashCode() + 31 * number();
  }
}
