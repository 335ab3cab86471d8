package dev.gyre.core.clock;

/**
 * The name of one write, kept on every retry and through every forward (DESIGN rule 3): its client
 * and the client's sequence number identify it; {@code stamp} is the hybrid logical time at which
 * the first receiver took it in ({@link HybridClock#NONE} until then) and places it among other
 * writes.
 */
public record WriteId(long stamp, long client, long sequence) implements Comparable<WriteId> {

  public boolean names(WriteId other) {
    return client == other.client && sequence == other.sequence;
  }

  public boolean isStamped() {
    return stamp != HybridClock.NONE;
  }

  public WriteId stampedAt(long time) {
    return new WriteId(time, client, sequence);
  }

  /** By time, then by client and sequence: total, and the same on every node. */
  @Override
  public int compareTo(WriteId other) {
    int byStamp = Long.compare(stamp, other.stamp);
    return byStamp != 0 ? byStamp : compareNames(other);
  }

  public int compareNames(WriteId other) {
    int byClient = Long.compare(client, other.client);
    return byClient != 0 ? byClient : Long.compare(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return "w" + Long.toHexString(client) + "." + sequence + "@" + HybridClock.print(stamp);
  }
}
