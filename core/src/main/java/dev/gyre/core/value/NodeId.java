package dev.gyre.core.value;

/**
 * A node's number in its cluster, 1 to 65,535: chosen by the operator, never reused for another
 * machine.
 */
public record NodeId(int number) implements Comparable<NodeId> {
  public static final int MAX = 65_535;

  public NodeId {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException("a node id is 1 to " + MAX + ", not " + number);
    }
  }

  public static NodeId of(int number) {
    return new NodeId(number);
  }

  @Override
  public int compareTo(NodeId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return "n" + number;
  }
}
