package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.host.Storage;
import dev.gyre.core.merkle.HashTree;
import dev.gyre.core.merkle.LeafSet;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.message.PartitionRequest.Extent;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.DiskOptions;
import dev.gyre.sim.disk.SimDisk;
import dev.gyre.storage.OpenResult.Opened;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What owners ask a store to become equal, of the store in memory and of the durable one. */
class HashTreesTest {
  private static final int PARTITIONS = CrashChain.OWNER.partitions();
  private static final PartitionSet ALL = PartitionSet.all(PARTITIONS);
  private static final RequestId ID = RequestId.of(9, 9);

  private final TaskQueue tasks = new TaskQueue();
  private final Requests requests = new Requests(1);
  private Storage storage;

  private void open(boolean durable) {
    SimDisk disk = new SimDisk(Seed.of(8), DiskOptions.DEFAULT, nanos -> {});
    StorageOptions options = StorageContract.OPTIONS;
    storage =
        durable
            ? assertInstanceOf(
                    Opened.class,
                    DurableStorage.open(
                        options, new SimDiskPort(disk), tasks.workers(), CrashChain.OWNER))
                .storage()
            : new MemoryStorage(
                new MemoryStorage.Medium(), PARTITIONS, options, tasks.workers(), () -> 0);
  }

  private Reply ask(Request request) {
    Recorder recorder = new Recorder();
    storage.apply(request, recorder);
    tasks.runAll();
    return recorder.reply();
  }

  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      storage.apply(requests.put(Key.of("k" + i), Value.of("v" + i)), new Recorder());
      if (i % 4 == 0) {
        tasks.runAll();
      }
    }
  }

  private void grow() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      RepairRequest.Grow step = new RepairRequest.Grow(ID, partition, 3);
      while (!assertInstanceOf(RepairReply.Grown.class, ask(step)).trusted()) {
        write(0, 1);
      }
    }
  }

  private HashTree[] fromCells() {
    HashTree[] trees = new HashTree[PARTITIONS];
    for (int i = 0; i < PARTITIONS; i++) {
      trees[i] = new HashTree(PARTITIONS);
    }
    Extent wide = new Extent(Detail.DIGESTS, 4_096, Extent.MOST_BYTES);
    Reply reply = ask(new PartitionRequest.Page(ID, 0, ALL, KeyRange.ALL, wide));
    for (PartitionReply.Digest row : ((PartitionReply.Digests) reply).rows()) {
      trees[Ring.partitionOf(row.key(), PARTITIONS)].changed(row.key(), 0, row.digest());
    }
    return trees;
  }

  private RepairReply.Roots roots() {
    return assertInstanceOf(RepairReply.Roots.class, ask(new RepairRequest.Roots(ID, ALL)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void treesThatAreGrownFollowTheCells(boolean durable) {
    open(durable);
    write(0, 200);
    assertTrue(roots().trusted().isEmpty());
    Reply early = ask(new RepairRequest.Hashes(ID, 0, 0));
    assertEquals(Refusal.NOT_SERVING, ((Reply.Refused) early).refusal());
    grow();
    write(100, 300);
    HashTree[] expected = fromCells();
    RepairReply.Roots roots = roots();
    assertEquals(ALL, roots.trusted());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertEquals(expected[partition].root(), roots.of(partition));
      Reply branches = ask(new RepairRequest.Hashes(ID, partition, 0));
      Reply leaves = ask(new RepairRequest.Hashes(ID, partition, 0xffff));
      assertArrayEquals(expected[partition].branches(), ((RepairReply.Hashes) branches).hashes());
      assertArrayEquals(expected[partition].leaves(0xffff), ((RepairReply.Hashes) leaves).hashes());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageCanBeOfSomeLeaves(boolean durable) {
    open(durable);
    write(0, 300);
    tasks.runAll();
    write(250, 300);
    LeafSet some = LeafSet.ofWords(new long[] {-1, 0, 0x10, 0});
    Extent three = new Extent(Detail.DIGESTS, 3, Extent.MOST_BYTES, some);
    List<Key> found = new ArrayList<>();
    PartitionReply.Digests page;
    do {
      KeyRange range = found.isEmpty() ? KeyRange.ALL : KeyRange.ALL.from(found.getLast());
      Reply reply = ask(new PartitionRequest.Page(ID, 0, ALL, range, three));
      page = assertInstanceOf(PartitionReply.Digests.class, reply);
      page.rows().forEach(row -> found.add(row.key()));
    } while (page.more());
    List<Key> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Key key = Key.of("k" + i);
      if (some.contains(key, PARTITIONS)) {
        expected.add(key);
      }
    }
    expected.sort(null);
    assertFalse(expected.isEmpty());
    assertEquals(expected, found);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lanesAreFetchedAndStoredTogether(boolean durable) {
    open(durable);
    write(0, 2);
    Request.Merge other = requests.merge(Key.of("k1"), Value.of("beside"));
    List<PartitionReply.Row> rows =
        List.of(
            new PartitionReply.Row(other.key(), other.lane()),
            new PartitionReply.Row(Key.of("k9"), other.lane()));
    assertEquals(new Reply.Stored(ID), ask(new RepairRequest.Store(ID, rows)));
    List<Key> keys = List.of(Key.of("k0"), Key.of("k1"), Key.of("k5"), Key.of("k9"));
    Reply reply = ask(new RepairRequest.Fetch(ID, 4, keys));
    PartitionReply.Cells cells = assertInstanceOf(PartitionReply.Cells.class, reply);
    assertEquals(4, cells.part());
    assertEquals(keys, cells.rows().stream().map(PartitionReply.Row::key).toList());
    assertEquals(
        List.of(1, 2, 0, 1), cells.rows().stream().map(row -> siblings(row.lane())).toList());
  }

  private static int siblings(Lane lane) {
    return lane.siblings().size();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotOfThisClusterIsRefused(boolean durable) {
    open(durable);
    PartitionSet other = PartitionSet.all(PARTITIONS * 2);
    for (Request request :
        List.of(
            new RepairRequest.Roots(ID, other),
            new RepairRequest.Grow(ID, PARTITIONS, 1),
            new RepairRequest.Hashes(ID, PARTITIONS, 0))) {
      assertInstanceOf(Reply.Refused.class, ask(request));
    }
  }
}
