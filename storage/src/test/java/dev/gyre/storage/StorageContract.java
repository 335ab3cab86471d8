package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.host.Storage;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.replica.Replica;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Storage} promises. */
abstract class StorageContract {
  static final StorageOptions OPTIONS =
      new StorageOptions(
          CellLimits.DEFAULT,
          new StorageOptions.Log(8192, 4096, 64, 6_000),
          new StorageOptions.Memory(4_000, 400_000),
          new StorageOptions.Tree(1, 4, 2_000, 60, 4, 300),
          new StorageOptions.Hints(20_000),
          false);

  private static final Key KEY = Key.of("k");
  private static final Key OTHER = Key.of("other");
  private static final Value ONE = Value.of("one");
  private static final Value TWO = Value.of("two");

  final TaskQueue tasks = new TaskQueue();
  Storage storage;
  Requests requests;
  private int life;

  /** Opens what the last one left behind: after {@code close}, or after its tasks were dropped. */
  abstract Storage open(StorageWorkers workers) throws IOException;

  /** The process dies: whatever was not forced may be gone, tasks are dropped already. */
  abstract void crash() throws IOException;

  @BeforeEach
  void start() throws IOException {
    reopen();
  }

  void reopen() throws IOException {
    storage = open(tasks.workers());
    life++;
    requests = new Requests(life);
  }

  void crashAndReopen() throws IOException {
    tasks.discard();
    crash();
    reopen();
  }

  Recorder apply(Request request) {
    Recorder recorder = new Recorder();
    storage.apply(request, recorder);
    return recorder;
  }

  private Lane read(Key key) {
    Recorder recorder = apply(requests.read(key));
    tasks.runAll();
    return recorder.found().lane();
  }

  @Test
  void anAbsentCellIsFoundEmptyAtOnce() {
    assertEquals(Lane.EMPTY, apply(requests.read(KEY)).found().lane());
  }

  @Test
  void aMintIsAppliedAtOnceAndStoredOnceItIsDurable() {
    Request put = requests.put(KEY, ONE);
    Recorder recorder = apply(put);
    assertTrue(recorder.isApplied());
    assertFalse(recorder.isDurable());
    tasks.runAll();
    assertEquals(new Reply.Stored(put.id()), recorder.reply());
    assertEquals(recorder.minted().lane(), read(KEY));
  }

  @Test
  void aMergeIsStoredOnceItIsDurable() {
    Request.Merge merge = requests.merge(KEY, ONE);
    Recorder recorder = apply(merge);
    assertFalse(recorder.isDurable());
    tasks.runAll();
    assertEquals(new Reply.Stored(merge.id()), recorder.reply());
    assertFalse(recorder.isApplied());
    assertEquals(merge.lane(), read(KEY));
  }

  @Test
  void aReadOfWhatIsNotDurableWaitsForIt() {
    Recorder put = apply(requests.put(KEY, ONE));
    Recorder read = apply(requests.read(KEY));
    assertFalse(read.isDurable());
    while (!put.isDurable()) {
      assertFalse(read.isDurable());
      assertTrue(tasks.runOne());
    }
    tasks.runAll();
    assertEquals(put.minted().lane(), read.found().lane());
  }

  @Test
  void aReadOfAnotherKeyDoesNotWait() {
    apply(requests.put(KEY, ONE));
    assertTrue(apply(requests.read(OTHER)).isDurable());
  }

  @Test
  void aMergeThatChangesNothingWaitsForWhatItMet() {
    Request.Merge merge = requests.merge(KEY, ONE);
    Recorder first = apply(merge);
    Recorder second = apply(merge);
    assertFalse(second.isDurable());
    tasks.runAll();
    assertTrue(first.isDurable());
    assertTrue(second.isDurable());
    assertTrue(apply(merge).isDurable());
  }

  @Test
  void aRetriedMintIsAppliedAgainWithTheSameDot() {
    Request.Mint put = requests.put(KEY, ONE);
    Lane lane = apply(put).minted().lane();
    tasks.runAll();
    Recorder retry = apply(requests.put(KEY, ONE, put.writeId()));
    assertEquals(lane, retry.minted().lane());
    assertTrue(retry.isDurable());
  }

  @Test
  void aRefusedMintChangesNothing() {
    Request.Mint put = requests.put(KEY, Value.of(new byte[25 << 20]));
    assertEquals(Refusal.TOO_LARGE, apply(put).refused().refusal());
    assertEquals(Lane.EMPTY, read(KEY));
  }

  @Test
  void nothingIsAnsweredBeforeItIsForcedAndThatIsLostInACrash() throws IOException {
    Recorder put = apply(requests.put(KEY, ONE));
    Recorder read = apply(requests.read(KEY));
    crashAndReopen();
    assertFalse(put.isDurable());
    assertFalse(read.isDurable());
    assertEquals(Lane.EMPTY, read(KEY));
  }

  @Test
  void whatWasStoredSurvivesACrash() throws IOException {
    Recorder put = apply(requests.put(KEY, ONE));
    tasks.runAll();
    crashAndReopen();
    assertEquals(put.minted().lane(), read(KEY));
    Recorder second = apply(requests.put(KEY, TWO));
    tasks.runAll();
    assertEquals(second.minted().lane(), read(KEY));
  }

  @Test
  void closingFinishesWhatWasHandedOverAndRefusesTheRest() throws IOException {
    Recorder put = apply(requests.put(KEY, ONE));
    List<String> closed = new ArrayList<>();
    storage
        .close(9)
        .subscribe(nothing -> {}, failure -> closed.add("failed"), () -> closed.add("closed"));
    Recorder late = apply(requests.put(KEY, TWO));
    tasks.runAll();
    assertEquals(List.of("closed"), closed);
    assertTrue(put.isDurable());
    assertEquals(Refusal.NOT_SERVING, late.refused().refusal());
    reopen();
    assertEquals(put.minted().lane(), read(KEY));
  }

  @Test
  void repliesThatWaitAreBounded() {
    List<Recorder> recorders = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      recorders.add(apply(requests.merge(KEY, ONE)));
    }
    Recorder busy = recorders.getLast();
    assertEquals(Refusal.BUSY, busy.refused().refusal());
    assertFalse(recorders.getFirst().isDurable());
    tasks.runAll();
    for (Recorder each : recorders) {
      assertTrue(each.isDurable());
    }
    assertSame(false, apply(requests.put(KEY, ONE)).isDurable());
  }

  @Test
  void aCompletionMayAskAgain() {
    List<Reply> replies = new ArrayList<>();
    storage.apply(
        requests.put(KEY, ONE),
        new Storage.Completion() {
          @Override
          public void applied(Reply.Minted minted) {
            storage.apply(requests.read(KEY), this);
          }

          @Override
          public void durable(Reply reply) {
            replies.add(reply);
            if (replies.size() == 2) {
              storage.apply(requests.put(OTHER, TWO), new Recorder());
            }
          }
        });
    tasks.runAll();
    assertEquals(2, replies.size());
    assertFalse(read(OTHER).isEmpty());
  }

  /** Against the plain function on a map, through lives that end in crashes and in order. */
  @Test
  void itIsTheReplicaOnAMapThatForgetsOnlyWhatWasNotAcknowledged() throws IOException {
    Random random = new Random(42);
    Map<Key, Cell> model = new HashMap<>();
    for (int round = 0; round < 40; round++) {
      Map<Key, Cell> acknowledged = new HashMap<>(model);
      for (int i = 0; i < 60; i++) {
        step(random, model, acknowledged);
      }
      if (random.nextBoolean()) {
        tasks.runAll();
        acknowledged = model;
        storage.close(1).subscribe();
        tasks.runAll();
        reopen();
      } else {
        crashAndReopen();
      }
      model = recovered(model, acknowledged);
    }
  }

  private void step(Random random, Map<Key, Cell> model, Map<Key, Cell> acknowledged) {
    Key key = Key.of("key" + random.nextInt(30));
    Value value = Value.of("v".repeat(1 + random.nextInt(300)));
    Request.OnCell request =
        random.nextBoolean() ? requests.put(key, value) : requests.merge(key, value);
    Cell before = model.getOrDefault(key, Cell.EMPTY);
    Cell after = Replica.apply(before, request, OPTIONS.cells()).cell();
    Recorder recorder = new Recorder();
    storage.apply(request, recorder);
    if (recorder.isDurable()) {
      assertEquals(Refusal.BUSY, recorder.refused().refusal());
      tasks.runAll();
      return;
    }
    model.put(key, after);
    for (int i = random.nextInt(12); i > 0; i--) {
      tasks.runOne();
    }
    if (recorder.isDurable()) {
      acknowledged.put(key, after);
    }
  }

  /** Each cell covers what was acknowledged of it, and is covered by what was asked. */
  private Map<Key, Cell> recovered(Map<Key, Cell> asked, Map<Key, Cell> acknowledged) {
    Map<Key, Cell> found = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      Key key = Key.of("key" + i);
      Lane lane = read(key);
      Lane least = acknowledged.getOrDefault(key, Cell.EMPTY).lane();
      Lane most = asked.getOrDefault(key, Cell.EMPTY).lane();
      assertTrue(lane.context().covers(least.context()), () -> key + " lost " + least);
      assertTrue(most.context().covers(lane.context()), () -> key + " made up " + lane);
      if (!lane.isEmpty()) {
        found.put(key, new Cell(asked.get(key).actor(), lane));
      }
    }
    return found;
  }
}
