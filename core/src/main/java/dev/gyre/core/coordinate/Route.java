package dev.gyre.core.coordinate;

import dev.gyre.core.value.NodeId;
import io.vavr.collection.Array;

/**
 * Whom a write meets, as far as its coordinator knows when it begins. A guess: no safety rests on
 * it.
 *
 * @param owners of the key, in the order in which they are asked
 * @param down those believed down, as a bit set over their positions
 * @param fallbacks who may stand in for them, in the order of preference; none of them an owner
 */
public record Route(Array<NodeId> owners, int down, Array<NodeId> fallbacks) {

  /** Everyone is up, or nobody stands in. */
  public static Route of(Array<NodeId> owners) {
    return new Route(owners, 0, Array.empty());
  }

  public boolean isAnyOwnerUp() {
    return down != (1 << owners.size()) - 1;
  }

  /** With {@code self}, which is no owner, as the first to stand in. */
  Route heldBy(NodeId self) {
    return new Route(owners, down, fallbacks.remove(self).prepend(self));
  }
}
