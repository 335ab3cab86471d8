package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Lifetime;
import dev.gyre.core.host.Storage;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.message.PartitionRequest.Extent;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Storage} promises of pages of partitions. */
abstract class PagesContract {
  static final int PARTITIONS = CrashChain.OWNER.partitions();
  private static final PartitionSet ALL = PartitionSet.all(PARTITIONS);
  static final Extent WIDE = new Extent(Detail.LANES, 1_000, Extent.MOST_BYTES);

  final TaskQueue tasks = new TaskQueue();
  private Storage storage;
  private Requests requests;
  private int life;
  private int parts;

  /** Opens what the last one left behind: after {@code close}, or after its tasks were dropped. */
  abstract Storage open(StorageWorkers workers) throws IOException;

  abstract void crash() throws IOException;

  @BeforeEach
  void start() throws IOException {
    storage = open(tasks.workers());
    life++;
    requests = new Requests(life);
  }

  final Recorder ask(PartitionSet partitions, KeyRange range, Extent extent) {
    Recorder recorder = new Recorder();
    RequestId id = RequestId.of(life, 1_000_000 + ++parts);
    storage.apply(new PartitionRequest.Page(id, parts, partitions, range, extent), recorder);
    return recorder;
  }

  private PartitionReply.Cells cells(PartitionSet partitions, KeyRange range, Extent extent) {
    Recorder recorder = ask(partitions, range, extent);
    tasks.runAll();
    return (PartitionReply.Cells) recorder.reply();
  }

  private static List<String> keys(PartitionReply.Cells cells) {
    return cells.rows().stream().map(row -> row.key().toString()).toList();
  }

  private Recorder put(String key, String value) {
    Recorder recorder = new Recorder();
    storage.apply(requests.put(Key.of(key), Value.of(value)), recorder);
    return recorder;
  }

  private void putAll(String... keys) {
    for (String key : keys) {
      put(key, "value of " + key);
    }
    tasks.runAll();
  }

  @Test
  void anEmptyStoreHasAnEmptyPage() {
    PartitionReply.Cells page = cells(ALL, KeyRange.ALL, WIDE);
    assertEquals(List.of(), page.rows());
    assertFalse(page.more());
    assertEquals(parts, page.part());
  }

  @Test
  void keysAreInTheOrderOfUnsignedBytesAcrossPartitions() {
    Key high = Key.of(new byte[] {(byte) 0xff});
    storage.apply(requests.put(high, Value.of("v")), new Recorder());
    putAll("b", "a", "ab", "aa", "c", "B");
    PartitionReply.Cells page = cells(ALL, KeyRange.ALL, WIDE);
    assertEquals(List.of("B", "a", "aa", "ab", "b", "c", high.toString()), keys(page));
  }

  @Test
  void aPrefixAndTheKeyToBeginAfterBoundIt() {
    putAll("a", "ab", "abc", "abd", "ac", "b");
    KeyRange range = KeyRange.of(KeyPrefix.of("ab"));
    assertEquals(List.of("ab", "abc", "abd"), keys(cells(ALL, range, WIDE)));
    assertEquals(List.of("abc", "abd"), keys(cells(ALL, range.from(Key.of("ab")), WIDE)));
    assertEquals(List.of("abd"), keys(cells(ALL, range.from(Key.of("abcz")), WIDE)));
    assertEquals(List.of(), keys(cells(ALL, range.from(Key.of("zz")), WIDE)));
    assertEquals(List.of("ab", "abc", "abd"), keys(cells(ALL, range.from(Key.of("A")), WIDE)));
  }

  @Test
  void onlyThePartitionsAskedForAreInIt() {
    putAll("a", "b", "c", "d", "e", "f", "g", "h");
    List<String> found = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      PartitionSet only = PartitionSet.of(PARTITIONS, partition);
      PartitionReply.Cells page = cells(only, KeyRange.ALL, WIDE);
      assertTrue(page.rows().stream().allMatch(row -> only.contains(row.key())));
      found.addAll(keys(page));
    }
    found.sort(null);
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h"), found);
  }

  @Test
  void aFullPageSaysThatMoreMayFollow() {
    putAll("a", "b", "c");
    Extent two = new Extent(Detail.LANES, 2, Extent.MOST_BYTES);
    PartitionReply.Cells first = cells(ALL, KeyRange.ALL, two);
    assertEquals(List.of("a", "b"), keys(first));
    assertTrue(first.more());
    PartitionReply.Cells second = cells(ALL, KeyRange.ALL.from(Key.of("b")), two);
    assertEquals(List.of("c"), keys(second));
    assertFalse(second.more());
  }

  @Test
  void oneCellIsInItHoweverLargeAndNoSecondPastTheBytes() {
    put("a", "x".repeat(3_000));
    put("b", "x".repeat(3_000));
    tasks.runAll();
    Extent small = new Extent(Detail.LANES, 10, 2_000);
    PartitionReply.Cells page = cells(ALL, KeyRange.ALL, small);
    assertEquals(List.of("a"), keys(page));
    assertTrue(page.more());
  }

  @Test
  void anOutlineMergesLikeItsLaneAndHoldsNoValue() {
    Lane lane = put("a", "x".repeat(3_000)).minted().lane();
    tasks.runAll();
    PartitionReply.Cells page =
        cells(ALL, KeyRange.ALL, new Extent(Detail.OUTLINES, 10, Extent.MOST_BYTES));
    Lane outline = page.rows().getFirst().lane();
    assertEquals(lane.outline(), outline);
    assertEquals(0, outline.siblings().getFirst().content().length());
    assertEquals(outline, outline.merge(lane.outline(), 8));
  }

  @Test
  void aDigestIsEqualForEqualLanesAndSaysHowLargeTheyAre() {
    Lane lane = put("a", "one").minted().lane();
    put("b", "two");
    tasks.runAll();
    Recorder recorder = ask(ALL, KeyRange.ALL, new Extent(Detail.DIGESTS, 10, Extent.MOST_BYTES));
    tasks.runAll();
    PartitionReply.Digests page = (PartitionReply.Digests) recorder.reply();
    assertEquals(2, page.rows().size());
    assertEquals(
        new PartitionReply.Digest(Key.of("a"), lane.digest(), lane.sizeBytes()),
        page.rows().getFirst());
  }

  @Test
  void whatIsNotDurableYetIsNotShownBeforeItIs() {
    Recorder put = put("a", "one");
    Recorder page = ask(ALL, KeyRange.ALL, WIDE);
    while (!put.isDurable()) {
      assertFalse(page.isDurable());
      assertTrue(tasks.runOne());
    }
    tasks.runAll();
    assertEquals(List.of("a"), keys((PartitionReply.Cells) page.reply()));
  }

  @Test
  void whatHasExpiredIsATombstoneBeforeItIsShownAndStaysOne() throws IOException {
    Content mortal = new Content.Present(Value.of("v"), new Lifetime.Until(1_000));
    Recorder put = new Recorder();
    storage.apply(requests.put(Key.of("a"), mortal), put);
    tasks.runAll();
    Lane alive = put.minted().lane();
    assertEquals(alive, page(999).rows().getFirst().lane());
    assertEquals(alive.expired(1_000), page(1_000).rows().getFirst().lane());
    tasks.discard();
    crash();
    start();
    assertEquals(alive.expired(1_000), page(0).rows().getFirst().lane());
    assertFalse(page(0).rows().getFirst().lane().newestFirst().getFirst().content().isPresent());
  }

  private PartitionReply.Cells page(long nowMillis) {
    Recorder recorder = new Recorder();
    RequestId id = RequestId.of(life, 1_000_000 + ++parts);
    storage.apply(
        new PartitionRequest.Page(id, parts, ALL, KeyRange.ALL, WIDE, nowMillis), recorder);
    tasks.runAll();
    return (PartitionReply.Cells) recorder.reply();
  }

  @Test
  void closingFinishesThePagesThatWereAskedFor() {
    putAll("a", "b");
    Recorder page = ask(ALL, KeyRange.ALL, WIDE);
    List<String> closed = new ArrayList<>();
    storage.close(9).subscribe(nothing -> {}, failed -> {}, () -> closed.add("closed"));
    tasks.runAll();
    assertEquals(List.of("closed"), closed);
    assertEquals(List.of("a", "b"), keys((PartitionReply.Cells) page.reply()));
  }

  /** Against a sorted map, while cells move from memory to the tree, through lives. */
  @Test
  void pagesShowWhatWasPutInSmallStepsAndWhileOthersWrite() throws IOException {
    Random random = new Random(7);
    TreeMap<Key, Lane> model = new TreeMap<>();
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < 40; i++) {
        write(random, model);
      }
      tasks.runAll();
      assertEquals(new ArrayList<>(model.keySet()), walk(random, model));
      if (round % 5 == 4) {
        tasks.discard();
        crash();
        start();
      }
    }
  }

  private void write(Random random, TreeMap<Key, Lane> model) {
    write(random, Key.of("key" + random.nextInt(120)), model);
  }

  private void write(Random random, Key key, TreeMap<Key, Lane> model) {
    Recorder recorder = new Recorder();
    Value value = Value.of("v".repeat(1 + random.nextInt(random.nextInt(10) == 0 ? 900 : 90)));
    storage.apply(requests.put(key, value), recorder);
    if (!recorder.isApplied() && !recorder.isDurable()) {
      // It waits for its cell, which lies in pieces.
      tasks.runAll();
    }
    if (recorder.isApplied()) {
      model.put(key, recorder.minted().lane());
    } else {
      assertEquals(Refusal.BUSY, recorder.refused().refusal());
      tasks.runAll();
    }
  }

  /** All keys by pages of random extents, while their cells change and move to the tree. */
  private List<Key> walk(Random random, TreeMap<Key, Lane> model) {
    List<Key> keys = List.copyOf(model.keySet());
    List<Key> found = new ArrayList<>();
    KeyRange range = KeyRange.ALL;
    boolean more = true;
    while (more) {
      Extent extent = new Extent(Detail.LANES, 1 + random.nextInt(20), 500 + random.nextInt(5_000));
      Recorder recorder = ask(ALL, range, extent);
      Map<Key, Lane> asked = Map.copyOf(model);
      for (int i = random.nextInt(8); i > 0; i--) {
        write(random, keys.get(random.nextInt(keys.size())), model);
        tasks.runOne();
      }
      tasks.runAll();
      PartitionReply.Cells page = (PartitionReply.Cells) recorder.reply();
      for (PartitionReply.Row row : page.rows()) {
        assertTrue(row.lane().context().covers(asked.get(row.key()).context()));
        found.add(row.key());
      }
      more = page.more();
      range = more ? range.from(found.getLast()) : range;
    }
    return found;
  }
}
