package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.value.NodeId;
import io.vavr.collection.Array;
import io.vavr.collection.List;

/**
 * The fallbacks of one write: each keeps a hint for one owner at most, so that no node has two
 * copies (sloppy quorum; DeCandia et al., "Dynamo", SOSP 2007, section 4.6).
 *
 * @param fallbacks in the order in which they are asked
 * @param places for the fallbacks asked so far: the position of the owner whose hint each was given
 * @param kept who of them has its hint durably, as a bit set over their positions
 * @param spent who of them refused, or was silent for too long
 */
record StandIns(Array<NodeId> fallbacks, Array<Integer> places, int kept, int spent) {

  static StandIns none(Array<NodeId> fallbacks) {
    return new StandIns(fallbacks, Array.empty(), 0, 0);
  }

  /** Below 0 for a node that was not asked. */
  int indexOf(NodeId node) {
    int index = fallbacks.indexOf(node);
    return index < asked() ? index : -1;
  }

  int asked() {
    return places.size();
  }

  boolean hasMore() {
    return places.size() < fallbacks.size();
  }

  /** Owners whose hints are durable somewhere, as a bit set over their positions. */
  int keptFor() {
    return placesOf(kept);
  }

  /** Whether somebody was asked who may still answer. */
  boolean isWaiting() {
    return Integer.bitCount(kept | spent) < places.size();
  }

  StandIns keep(int index) {
    return new StandIns(fallbacks, places, kept | 1 << index, spent & ~(1 << index));
  }

  StandIns spend(int index) {
    return new StandIns(fallbacks, places, kept, spent | 1 << index & ~kept);
  }

  /** Gives up those that were asked and are silent, while there is another to ask. */
  StandIns withoutSilent(NodeId self) {
    StandIns now = this;
    int left = fallbacks.size() - places.size();
    for (int i = 0; i < places.size() && left > 0; i++) {
      boolean silent = ((kept | spent) & 1 << i) == 0;
      if (silent && !fallbacks.get(i).equals(self)) {
        now = now.spend(i);
        left--;
      }
    }
    return now;
  }

  /** Asks one more for each of these owners for whom nobody is asked or has a hint. */
  StandIns assign(int owners) {
    Array<Integer> assigned = places;
    int missing = owners & ~placesOf(~spent);
    for (; missing != 0 && assigned.size() < fallbacks.size(); missing &= missing - 1) {
      assigned = assigned.append(Integer.numberOfTrailingZeros(missing));
    }
    return new StandIns(fallbacks, assigned, kept, spent);
  }

  /** To those from {@code first} on that have not answered. What this node keeps, it was asked. */
  List<Effect> ask(Task task, Lane lane, int first) {
    List<Effect> effects = List.empty();
    for (int i = places.size() - 1; i >= first; i--) {
      NodeId fallback = fallbacks.get(i);
      if (((kept | spent) & 1 << i) == 0 && !fallback.equals(task.self())) {
        NodeId target = task.owners().get(places.get(i));
        effects =
            effects.prepend(
                new Effect.Send(
                    fallback, new HintRequest.Keep(task.id(), target, task.key(), lane)));
      }
    }
    return effects;
  }

  private int placesOf(int indices) {
    int positions = 0;
    for (int i = 0; i < places.size(); i++) {
      positions |= (indices & 1 << i) != 0 ? 1 << places.get(i) : 0;
    }
    return positions;
  }
}
