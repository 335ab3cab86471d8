package dev.gyre.core.ring;

import dev.gyre.core.value.NodeId;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the cluster's members agree on: its shape at one epoch. Members are kept in order of their
 * ids.
 *
 * @param epoch raised with every change; from 1
 * @param partitions Q, a power of two, chosen once per cluster
 * @param replication N, the owners of each partition (fewer when the cluster has fewer members)
 */
public record Topology(int epoch, int partitions, int replication, List<Member> members) {
  public static final int MAX_PARTITIONS = 65_536;
  public static final int MAX_MEMBERS = 1_000;
  public static final int MAX_REPLICATION = 16;
  public static final int DEFAULT_PARTITIONS = 256;

  public Topology {
    if (epoch < 1) {
      throw new IllegalArgumentException("an epoch counts from 1, not " + epoch);
    }
    if (Integer.bitCount(partitions) != 1 || partitions > MAX_PARTITIONS) {
      throw new IllegalArgumentException(
          "partitions must be a power of two up to " + MAX_PARTITIONS + ", not " + partitions);
    }
    if (replication < 1 || replication > MAX_REPLICATION) {
      throw new IllegalArgumentException(
          "replication is 1 to " + MAX_REPLICATION + ", not " + replication);
    }
    if (members.isEmpty() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException("a cluster has 1 to " + MAX_MEMBERS + " members");
    }
    Set<NodeId> seen = new LinkedHashSet<>();
    for (Member member : members) {
      if (!seen.add(member.id())) {
        throw new IllegalArgumentException("two members have the id " + member.id());
      }
    }
    members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
  }

  public boolean hasMember(NodeId node) {
    return members.stream().anyMatch(member -> member.id().equals(node));
  }

  /** Owners of every partition: N, or all members when there are fewer. */
  public int owners() {
    return Math.min(replication, members.size());
  }
}
