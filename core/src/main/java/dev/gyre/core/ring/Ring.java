package dev.gyre.core.ring;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.XxHash64;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes own which partition: consistent hashing with virtual nodes over Q fixed partitions
 * (Karger et al. 1997; DeCandia et al., "Dynamo", SOSP 2007, section 6.2, strategy 3), with bounded
 * loads (Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018): a
 * node that holds its share and a quarter is passed over, so that no node is ever much fuller than
 * the mean.
 *
 * <p>A pure value: every node computes the same ring from the same members in any order.
 */
public final class Ring {
  private static final int VIRTUAL_NODES = 128;

  /** Fallbacks that are known for each owner: were more down, nobody would stand in. */
  private static final int FALLBACKS = 2;

  private static final long TOKEN_SEED = 0x67797265_72696e67L;
  private static final long PARTITION_SEED = 0x67797265_70617274L;

  private final Topology topology;

  /** Tokens of all virtual nodes, ascending, and whose each is (a position in the member list). */
  private final long[] tokens;

  private final int[] tokenMembers;

  /** By partition: its owners in the order of preference. */
  private final List<Array<NodeId>> owners;

  /** By partition: who stands in first. */
  private final List<Array<NodeId>> fallbacks;

  private Ring(Topology topology) {
    this.topology = topology;
    int virtualNodes = topology.members().size() * VIRTUAL_NODES;
    this.tokens = new long[virtualNodes];
    this.tokenMembers = new int[virtualNodes];
    placeVirtualNodes();
    this.owners = assign();
    this.fallbacks = standIns();
  }

  /**
   * Sorts by token, and by member where tokens are equal. Tokens are hashes and so spread evenly: a
   * bucket of their highest bits holds about one of them, and what insertion has to move is little.
   */
  private void placeVirtualNodes() {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(tokens.length);
    int[] next = new int[(1 << bits) + 1];
    for (int node = 0; node < tokens.length; node++) {
      next[(int) (token(node) >>> (Long.SIZE - bits)) + 1]++;
    }
    for (int bucket = 1; bucket < next.length; bucket++) {
      next[bucket] += next[bucket - 1];
    }
    for (int node = 0; node < tokens.length; node++) {
      long token = token(node);
      int place = next[(int) (token >>> (Long.SIZE - bits))]++;
      tokens[place] = token;
      tokenMembers[place] = node / VIRTUAL_NODES;
    }
    for (int place = 1; place < tokens.length; place++) {
      sink(place);
    }
  }

  /** Moves a virtual node down past those of higher tokens. */
  private void sink(int from) {
    long token = tokens[from];
    int member = tokenMembers[from];
    int place = from;
    while (place > 0 && Long.compareUnsigned(tokens[place - 1], token) > 0) {
      tokens[place] = tokens[place - 1];
      tokenMembers[place] = tokenMembers[place - 1];
      place--;
    }
    tokens[place] = token;
    tokenMembers[place] = member;
  }

  private long token(int virtualNode) {
    long number = topology.members().get(virtualNode / VIRTUAL_NODES).id().number();
    return XxHash64.hash((number << 32) | (virtualNode % VIRTUAL_NODES), TOKEN_SEED);
  }

  public static Ring of(Topology topology) {
    return new Ring(topology);
  }

  public Topology topology() {
    return topology;
  }

  /** The top bits of the key's hash. */
  public static int partitionOf(Key key, int partitions) {
    int bits = Integer.numberOfTrailingZeros(partitions);
    return bits == 0 ? 0 : (int) (key.hash() >>> (Long.SIZE - bits));
  }

  public int partitionOf(Key key) {
    return partitionOf(key, topology.partitions());
  }

  public Array<NodeId> owners(Key key) {
    return owners.get(partitionOf(key));
  }

  public Array<NodeId> owners(int partition) {
    return owners.get(partition);
  }

  /**
   * Who stands in for owners that cannot be reached: in the order of the preference list, at most
   * {@link #FALLBACKS} for each owner.
   */
  public Array<NodeId> fallbacks(Key key) {
    return fallbacks(partitionOf(key));
  }

  public Array<NodeId> fallbacks(int partition) {
    return fallbacks.get(partition);
  }

  /**
   * All members, owners first, then the fallbacks in the order in which they are asked to stand in.
   */
  public Array<NodeId> preferenceList(int partition) {
    Array<NodeId> first = owners.get(partition);
    int[] walk = walk(partition);
    List<NodeId> rest = new ArrayList<>(walk.length);
    for (int member : walk) {
      NodeId id = topology.members().get(member).id();
      if (!first.contains(id)) {
        rest.add(id);
      }
    }
    return first.appendAll(rest);
  }

  /**
   * Partition by partition: the first N members of its walk, sparing full nodes and racks that have
   * one already. When that does not give N, distinct racks matter more than fullness, and any node
   * more than none.
   */
  private List<Array<NodeId>> assign() {
    int count = topology.owners();
    long copies = (long) topology.partitions() * count;
    int members = topology.members().size();
    int mean = (int) ((copies + members - 1) / members);
    int full = Math.max(mean, (int) (copies * 5 / (members * 4L)));
    int[] load = new int[members];
    List<Array<NodeId>> assigned = new ArrayList<>(topology.partitions());
    for (int partition = 0; partition < topology.partitions(); partition++) {
      int[] walk = walk(partition);
      Choice choice = new Choice(count);
      choice.take(walk, member -> load[member] < full && choice.isNewRack(member));
      choice.take(walk, choice::isNewRack);
      choice.take(walk, member -> load[member] < full);
      choice.take(walk, member -> true);
      for (int member : choice.chosen) {
        load[member]++;
      }
      assigned.add(Array.ofAll(choice.chosen).map(member -> topology.members().get(member).id()));
    }
    return assigned;
  }

  private List<Array<NodeId>> standIns() {
    int most = FALLBACKS * topology.owners();
    List<Array<NodeId>> all = new ArrayList<>(topology.partitions());
    for (int partition = 0; partition < topology.partitions(); partition++) {
      boolean some = topology.members().size() > topology.owners();
      all.add(
          some
              ? preferenceList(partition).drop(topology.owners()).take(most)
              : Array.<NodeId>empty());
    }
    return all;
  }

  @FunctionalInterface
  private interface Acceptance {
    boolean accepts(int member);
  }

  /** The owners of one partition while they are being chosen. */
  private final class Choice {
    private final int count;
    private final List<Integer> chosen = new ArrayList<>();
    private final Set<String> racks = new LinkedHashSet<>();

    Choice(int count) {
      this.count = count;
    }

    boolean isNewRack(int member) {
      return !racks.contains(topology.members().get(member).rack());
    }

    void take(int[] walk, Acceptance acceptance) {
      for (int member : walk) {
        if (chosen.size() == count) {
          return;
        }
        if (!chosen.contains(member) && acceptance.accepts(member)) {
          chosen.add(member);
          racks.add(topology.members().get(member).rack());
        }
      }
    }
  }

  /** Every member once, clockwise from the partition's token. */
  private int[] walk(int partition) {
    int members = topology.members().size();
    boolean[] seen = new boolean[members];
    int[] order = new int[members];
    int found = 0;
    int start = successor(XxHash64.hash(partition, PARTITION_SEED));
    for (int i = 0; found < members; i++) {
      int member = tokenMembers[(start + i) % tokens.length];
      if (!seen[member]) {
        seen[member] = true;
        order[found++] = member;
      }
    }
    return order;
  }

  private int successor(long token) {
    int low = 0;
    int high = tokens.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(tokens[middle], token) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low % tokens.length;
  }
}
