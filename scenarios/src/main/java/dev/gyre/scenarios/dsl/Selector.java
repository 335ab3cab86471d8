package dev.gyre.scenarios.dsl;

import io.vavr.collection.Vector;

/**
 * Which nodes a fault meets. All but {@link Named} are made names by planning, or at the moment.
 */
public sealed interface Selector {

  /** Every node. */
  record Everyone() implements Selector {}

  /** So many, drawn. */
  record Some(int count) implements Selector {
    public Some {
      Spans.requireBetween("nodes", count, 1, Cluster.MOST_NODES);
    }
  }

  /** The largest number that is less than half, drawn. */
  record Minority() implements Selector {}

  /** The smallest number that is more than half, drawn. */
  record Majority() implements Selector {}

  /** These. */
  record Named(Vector<String> nodes) implements Selector {
    public Named {
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("a selection by name has a name");
      }
    }
  }

  /**
   * Owners of a key, drawn from its preference list; as many as the key has where {@code count} is
   * larger.
   */
  record OwnersOf(String key, int count) implements Selector {
    public OwnersOf {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("a key has at least one byte");
      }
      Spans.requireBetween("owners", count, 1, Cluster.MOST_NODES);
    }

    /** One of them. */
    public OwnersOf one() {
      return new OwnersOf(key, 1);
    }
  }

  /** The node that coordinated the write that was acknowledged last; the seed's choice if none. */
  record LastCoordinator() implements Selector {}
}
