package dev.gyre.scenarios.dsl;

import io.vavr.collection.Vector;
import java.util.function.Supplier;

/**
 * Which nodes a fault meets. All but {@link Named} are made names by planning, or at the moment.
 */
public sealed interface Selector {

  /**
   * The names that a planned selection stands for.
   *
   * @param everyone the names of all nodes
   * @throws IllegalStateException if the choice is still to be made
   */
  default Vector<String> names(Vector<String> everyone) {
    return switch (this) {
      case Everyone all -> everyone;
      case Named named -> named.nodes();
      case Some some -> throw undecided();
      case Minority minority -> throw undecided();
      case Majority majority -> throw undecided();
      case OwnersOf owners -> throw undecided();
      case LastCoordinator last -> throw undecided();
    };
  }

  private IllegalStateException undecided() {
    return new IllegalStateException("nobody has decided whom this selects: " + this);
  }

  /** What planning could not know, decided at the moment of the fault; asks only if need be. */
  default Selector knowing(Supplier<String> lastCoordinator) {
    return this instanceof LastCoordinator ? new Named(Vector.of(lastCoordinator.get())) : this;
  }

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
