package dev.gyre.scenarios.cluster;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.coordinate.HintSettings;
import dev.gyre.core.coordinate.RepairSettings;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.member.MemberSettings;
import dev.gyre.core.node.NodeLimits;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Tuning;
import dev.gyre.storage.StorageOptions;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/** A scenario's cluster in the product's own terms. */
public final class Layout {
  private static final int PARTITIONS = 64;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int EXCHANGE_ANSWER_MILLIS = 500;

  /**
   * More than a run writes. MVStore keeps weak references to pages that it has evicted, so that the
   * garbage collector would decide which of them are read again.
   */
  private static final int CACHE_MEGABYTES = 256;

  private Layout() {}

  /** Nodes n1, n2, … spread over racks in turn. */
  public static Topology topology(Cluster cluster) {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= cluster.nodes(); i++) {
      String rack = "rack" + ((i - 1) % cluster.racks() + 1);
      members.add(new Member(NodeId.of(i), rack, "n" + i + ":7400"));
    }
    return new Topology(1, PARTITIONS, cluster.replication(), members);
  }

  /** The names of all nodes, in order of their numbers. */
  public static Vector<String> names(Cluster cluster) {
    return Vector.rangeClosed(1, cluster.nodes()).map(number -> "n" + number);
  }

  static CellLimits cells(Tuning tuning) {
    Tuning.Cells cells = tuning.cells();
    return new CellLimits(cells.laneBytes(), cells.siblings(), cells.windowEntries());
  }

  static Timings timings(Tuning tuning) {
    Tuning.Waits waits = tuning.waits();
    Tuning.Repair repair = tuning.repair();
    return new Timings(waits.hedgeMillis(), waits.retryMillis(), waits.forwardMillis())
        .with(
            new RepairSettings(
                repair.bodyBytes(),
                new RepairSettings.Reads(
                    repair.lingerMillis(),
                    RepairSettings.Reads.DEFAULT.inFlight(),
                    repair.checkPermille()),
                exchanges(repair)))
        .with(
            HintSettings.DEFAULT
                .withAgeMillis(tuning.hints().ageMillis())
                .withThrottle(tuning.hints().inFlight(), HintSettings.DEFAULT.bytesInFlight()));
  }

  /** Small pages and batches, so that every step of an exchange is met with few cells. */
  private static RepairSettings.Exchanges exchanges(Tuning.Repair repair) {
    return new RepairSettings.Exchanges(
        repair.intervalMillis(),
        EXCHANGE_ANSWER_MILLIS,
        2,
        256,
        RepairSettings.Exchanges.DEFAULT.bytesPerSecond());
  }

  static NodeLimits limits(Tuning tuning) {
    NodeLimits usual = NodeLimits.DEFAULT;
    return new NodeLimits(
        usual.valueBytes(),
        tuning.requests(),
        usual.requestBytes(),
        usual.timeoutMillis(),
        usual.clockBoundMillis(),
        members(tuning.waits().watch()));
  }

  /** A timeout as long as the period would leave no time to ask others. */
  static MemberSettings members(Tuning.Watch watch) {
    MemberSettings usual = MemberSettings.DEFAULT;
    int timeout = Math.min(watch.timeoutMillis(), watch.periodMillis() - 1);
    return new MemberSettings(
        usual.silenceMillis(),
        new MemberSettings.Probing(
            watch.periodMillis(), timeout, usual.probing().helpers(), usual.probing().patience()),
        new MemberSettings.Suspicion(
            watch.suspicion(), watch.stretch(), usual.suspicion().confirmations()),
        new MemberSettings.Spreading(
            usual.spreading().lambda(), usual.spreading().updates(), watch.syncMillis()));
  }

  static StorageOptions storage(Tuning tuning) {
    Tuning.Store store = tuning.store();
    return new StorageOptions(
        cells(tuning),
        new StorageOptions.Log(
            store.segmentBytes(), BATCH_BYTES, 10_000, store.segmentBytes() * 2L),
        new StorageOptions.Memory(store.memtableBytes(), Math.max(8L << 20, store.memtableBytes())),
        new StorageOptions.Tree(CACHE_MEGABYTES, store.stepCells(), 1 << 14, 60, 4, 256),
        new StorageOptions.Hints(tuning.hints().bytes()),
        false);
  }
}
