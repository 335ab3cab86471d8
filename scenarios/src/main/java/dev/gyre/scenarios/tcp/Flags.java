package dev.gyre.scenarios.tcp;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Tuning;
import dev.gyre.scenarios.dsl.Workload;
import io.vavr.collection.Vector;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's cluster in the words of {@code gyre server}. Whatever has no setting there is said
 * in {@link #notes}.
 *
 * @param topology with the names of nodes, not yet with addresses
 */
record Flags(String clusterId, Cluster cluster, Topology topology, int valueBytes) {
  private static final long LEAST_CHANGED_BYTES = 4 << 20;

  private static final int LEAST_PERIOD_MILLIS = 50;
  private static final int LEAST_TIMEOUT_MILLIS = 10;
  private static final int LEAST_SYNC_MILLIS = 100;

  /** A checkpoint begins at a quarter of what the setting says. */
  private static final int CHECKPOINT_SHARE = 4;

  /**
   * @param listening by number of the node, where it listens
   * @param dialled by number of the peer, where this node dials it: the proxy
   */
  List<String> of(
      int number,
      SortedMap<Integer, InetSocketAddress> listening,
      SortedMap<Integer, InetSocketAddress> dialled,
      String directory) {
    List<String> words = new ArrayList<>();
    words.add("server");
    add(words, "--cluster-id", clusterId);
    add(words, "--cluster-peers", peers(listening));
    add(words, "--cluster-partitions", topology.partitions());
    add(words, "--cluster-replication", topology.replication());
    add(words, "--id", number);
    if (!dialled.isEmpty()) {
      add(words, "--peer-addresses", addresses(dialled));
    }
    add(words, "--data-directory", directory);
    add(words, "--http-listen", "off");
    add(words, "--log-level", "error");
    Tuning tuning = cluster.tuning();
    add(words, "--limits-value-bytes", valueBytes);
    add(words, "--limits-lane-bytes", Math.max(valueBytes, tuning.cells().laneBytes()));
    add(words, "--limits-siblings", tuning.cells().siblings());
    add(words, "--limits-requests-in-flight", tuning.requests());
    add(words, "--limits-changed-bytes", changedBytes());
    watch(words, tuning.waits().watch());
    return words;
  }

  /** A server's periods are no shorter than its settings allow. */
  private static void watch(List<String> words, Tuning.Watch watch) {
    int period = Math.max(LEAST_PERIOD_MILLIS, watch.periodMillis());
    int timeout = Math.clamp(watch.timeoutMillis(), LEAST_TIMEOUT_MILLIS, period - 1);
    add(words, "--members-period", period + "ms");
    add(words, "--members-timeout", timeout + "ms");
    add(words, "--members-suspicion", watch.suspicion());
    add(words, "--members-stretch", watch.stretch());
    add(words, "--members-sync", Math.max(LEAST_SYNC_MILLIS, watch.syncMillis()) + "ms");
  }

  private long changedBytes() {
    long wanted = cluster.tuning().store().memtableBytes() * CHECKPOINT_SHARE;
    return Math.max(wanted, LEAST_CHANGED_BYTES);
  }

  /** What of the scenario's tuning a server cannot be told, one sentence each. */
  Vector<String> notes() {
    Tuning asked = cluster.tuning();
    Tuning usual = Tuning.DEFAULT;
    Vector<String> notes = Vector.empty();
    if (!asked.waits().with(usual.waits().watch()).equals(usual.waits())) {
      notes = notes.append("waits of coordinators are the server's own, not the scenario's");
    }
    if (asked.cells().windowEntries() != usual.cells().windowEntries()) {
      notes = notes.append("the window of write ids is the server's own, not the scenario's");
    }
    if (!asked.store().equals(usual.store())) {
      notes =
          notes.append(
              "sizes of log segments and checkpoint steps are the server's own; a checkpoint"
                  + " begins at "
                  + changedBytes() / CHECKPOINT_SHARE
                  + " changed bytes");
    }
    return notes;
  }

  /** The bound on values that the workload needs, and no less than a scenario usually has. */
  static int valueBytes(Workload workload) {
    return Math.max(workload.demands().valueBytes(), 1 << 16);
  }

  private String peers(SortedMap<Integer, InetSocketAddress> listening) {
    List<String> peers = new ArrayList<>();
    for (Member member : topology.members()) {
      int number = member.id().number();
      InetSocketAddress address = listening.get(number);
      peers.add(number + "@" + member.rack() + "=" + text(address));
    }
    return String.join(",", peers);
  }

  private static String addresses(SortedMap<Integer, InetSocketAddress> dialled) {
    List<String> entries = new ArrayList<>();
    dialled.forEach((number, address) -> entries.add(number + "=" + text(address)));
    return String.join(",", entries);
  }

  static String text(@Nullable InetSocketAddress address) {
    if (address == null) {
      throw new IllegalStateException("a node without an address");
    }
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static void add(List<String> words, String flag, Object value) {
    words.add(flag);
    words.add(value.toString());
  }
}
