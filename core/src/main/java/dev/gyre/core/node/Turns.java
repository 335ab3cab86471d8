package dev.gyre.core.node;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import java.util.ArrayDeque;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is at a key: this node's linearizable writes of one key run one after the other,
 * for rounds of theirs at once would only preempt each other. A matter of speed, never of safety.
 * Holds at most as many requests as run.
 */
final class Turns {
  /** By key: the one that runs, then those who wait. Never iterated. */
  private final HashMap<Key, ArrayDeque<RequestId>> queues = new HashMap<>();

  /** Takes its place; whether its turn is now. */
  boolean enter(Key key, RequestId id) {
    ArrayDeque<RequestId> queue = queues.computeIfAbsent(key, unused -> new ArrayDeque<>());
    queue.add(id);
    return queue.size() == 1;
  }

  /** It is over, whether its turn had come or not. Gives who begins now, null if nobody does. */
  @Nullable RequestId leave(Key key, RequestId id) {
    ArrayDeque<RequestId> queue = queues.get(key);
    if (queue == null) {
      return null;
    }
    boolean ran = id.equals(queue.peek());
    queue.remove(id);
    if (queue.isEmpty()) {
      queues.remove(key);
    }
    return ran ? queue.peek() : null;
  }
}
