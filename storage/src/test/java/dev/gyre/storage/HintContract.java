package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.PendingHints;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every store promises of hints, beside what it promises of cells. */
abstract class HintContract extends StorageContract {
  private static final NodeId A = NodeId.of(1);
  private static final NodeId B = NodeId.of(2);
  private static final Key KEY = Key.of("k");
  private static final Value ONE = Value.of("one");
  private static final Value TWO = Value.of("two");
  private static final int PARTITIONS = 16;

  private Recorder done(HintRequest request) {
    Recorder recorder = apply(request);
    tasks.runAll();
    return recorder;
  }

  private Lane hint(NodeId target, Key key) {
    return done(requests.take(target, key)).held();
  }

  private List<PendingHints> pending() {
    Reply reply = apply(requests.survey()).reply();
    return assertInstanceOf(HintReply.Pending.class, reply).targets();
  }

  private boolean holds(int partition) {
    Reply reply = apply(requests.search(partition, PARTITIONS)).reply();
    return assertInstanceOf(HintReply.Holds.class, reply).any();
  }

  private HintReply.Listed page(NodeId target, Key after, int limit) {
    Reply reply = apply(requests.page(target, after, limit)).reply();
    return assertInstanceOf(HintReply.Listed.class, reply);
  }

  private TreeSet<Key> allOf(NodeId target, int limit) {
    TreeSet<Key> keys = new TreeSet<>();
    HintReply.Listed page = page(target, null, limit);
    page.hints().forEach(hint -> keys.add(hint.key()));
    while (page.next() != null) {
      assertTrue(page.hints().size() <= limit);
      page = page(target, page.next(), limit);
      page.hints().forEach(hint -> assertTrue(keys.add(hint.key()), () -> hint + " came twice"));
    }
    return keys;
  }

  @Test
  void aHintIsStoredOnceItIsDurableAndIsNoCell() {
    HintRequest.Keep keep = requests.keep(A, KEY, ONE);
    Recorder recorder = apply(keep);
    assertFalse(recorder.isDurable());
    tasks.runAll();
    assertEquals(new Reply.Stored(keep.id()), recorder.reply());
    assertEquals(keep.lane(), hint(A, KEY));
    assertEquals(Lane.EMPTY, hint(B, KEY));
    assertEquals(Lane.EMPTY, done(requests.take(A, Key.of("x"))).held());
    Recorder read = apply(requests.read(KEY));
    assertEquals(Lane.EMPTY, read.found().lane());
  }

  @Test
  void aSecondHintForTheSameKeyIsMerged() {
    HintRequest.Keep first = requests.keep(A, KEY, ONE);
    HintRequest.Keep second = requests.keep(A, KEY, TWO);
    done(first);
    done(second);
    assertEquals(first.lane().merge(second.lane(), 32), hint(A, KEY));
    assertEquals(1, pending().getFirst().count());
  }

  @Test
  void whatWasAcknowledgedSurvivesACrashAndWhatWasNotDoesNot() throws IOException {
    HintRequest.Keep kept = requests.keep(A, KEY, ONE);
    done(kept);
    Recorder late = apply(requests.keep(B, KEY, TWO));
    crashAndReopen();
    assertFalse(late.isDurable());
    assertEquals(kept.lane(), hint(A, KEY));
    assertEquals(Lane.EMPTY, hint(B, KEY));
    assertEquals(List.of(A), pending().stream().map(PendingHints::target).toList());
  }

  @Test
  void aHintIsReleasedOnlyAsItWasHandedOver() throws IOException {
    HintRequest.Keep first = requests.keep(A, KEY, ONE);
    HintRequest.Keep second = requests.keep(A, KEY, TWO);
    done(first);
    done(second);
    done(requests.release(A, KEY, first.lane()));
    Lane grown = hint(A, KEY);
    assertEquals(first.lane().merge(second.lane(), 32), grown);
    done(requests.release(A, KEY, grown));
    assertEquals(Lane.EMPTY, hint(A, KEY));
    assertEquals(List.of(), pending());
    assertEquals(List.of(), page(A, null, 10).hints());
    crashAndReopen();
    assertEquals(Lane.EMPTY, hint(A, KEY));
    assertEquals(List.of(), pending());
  }

  @Test
  void aReleaseIsDurableBeforeItIsAnswered() {
    HintRequest.Keep keep = requests.keep(A, KEY, ONE);
    done(keep);
    assertFalse(apply(requests.release(A, KEY, keep.lane())).isDurable());
    assertEquals(Lane.EMPTY, hint(A, KEY));
  }

  @Test
  void aWriteIsMintedInAHintByAnActorThatIsNeverUsedAgain() {
    HintRequest.Mint mint = requests.mint(A, KEY, ONE);
    Recorder recorder = apply(mint);
    assertTrue(recorder.isApplied());
    assertFalse(recorder.isDurable());
    tasks.runAll();
    assertEquals(new Reply.Stored(mint.id()), recorder.reply());
    Lane lane = hint(A, KEY);
    assertEquals(recorder.minted().lane(), lane);
    HintRequest.Mint second = requests.mint(A, KEY, TWO);
    Lane both = apply(second).minted().lane();
    assertEquals(2, both.context().counterOf(mint.mint().actor()), "one hint, one actor");
    tasks.runAll();
    done(requests.release(A, KEY, both));
    HintRequest.Mint third = requests.mint(A, KEY, ONE);
    Lane anew = apply(third).minted().lane();
    assertEquals(0, anew.context().counterOf(mint.mint().actor()));
    assertEquals(1, anew.context().counterOf(third.mint().actor()));
    assertNotEquals(mint.mint().actor(), third.mint().actor());
  }

  @Test
  void pagesListEveryHintOfATargetOnce() throws IOException {
    TreeSet<Key> kept = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      Key key = Key.of("key" + i);
      kept.add(key);
      HintRequest.Keep keep = requests.keep(A, key, Value.of("v".repeat(i * 11 % 700)));
      done(keep);
      done(requests.keep(B, key, ONE));
      if (i % 3 == 0) {
        done(requests.release(A, key, keep.lane()));
        kept.remove(key);
      }
      if (i == 40) {
        crashAndReopen();
      }
    }
    assertEquals(kept, allOf(A, 7));
    assertEquals(kept, allOf(A, 1_000));
    assertEquals(60, allOf(B, 1).size());
    assertEquals(List.of(), page(NodeId.of(3), null, 5).hints());
    assertNull(page(NodeId.of(3), null, 5).next());
    crashAndReopen();
    assertEquals(kept, allOf(A, 7));
    assertEquals(40, pending().getFirst().count());
  }

  @Test
  void aPartitionIsKnownToHaveHintsOrNot() {
    List<Integer> with = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      Key key = Key.of(name);
      with.add(Ring.partitionOf(key, PARTITIONS));
      done(requests.keep(name.equals("a") ? A : B, key, ONE));
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertEquals(with.contains(partition), holds(partition), "partition " + partition);
    }
    done(requests.release(A, Key.of("a"), hint(A, Key.of("a"))));
    int emptied = Ring.partitionOf(Key.of("a"), PARTITIONS);
    with.remove((Integer) emptied);
    assertEquals(with.contains(emptied), holds(emptied));
  }

  @Test
  void hintsPastTheBoundOfTheirTargetAreRefused() {
    Value large = Value.of("v".repeat(700));
    long bound = OPTIONS.hints().bytesPerTarget();
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      Recorder recorder = done(requests.keep(A, Key.of("key" + i), large));
      if (recorder.reply() instanceof Reply.Refused refusal) {
        assertEquals(Refusal.BUSY, refusal.refusal());
        refused++;
      }
      assertTrue(pending().getFirst().bytes() <= bound);
    }
    assertTrue(refused > 0 && refused < 30, refused + " were refused");
    assertInstanceOf(Reply.Stored.class, done(requests.keep(B, KEY, large)).reply());
    Key first = Key.of("key0");
    done(requests.release(A, first, hint(A, first)));
    assertInstanceOf(Reply.Stored.class, done(requests.keep(A, first, large)).reply());
  }

  @Test
  void theOldestHintIsKnownByItsNewestWrite() throws IOException {
    HintRequest.Keep keep = requests.keep(A, KEY, ONE);
    done(keep);
    long second = keep.lane().newestStamp() >>> 16;
    assertEquals(second / 1_000 * 1_000, pending().getFirst().oldestMillis());
    assertEquals(keep.lane().newestStamp(), page(A, null, 1).hints().getFirst().stamp());
    crashAndReopen();
    assertEquals(second / 1_000 * 1_000, pending().getFirst().oldestMillis());
  }
}
