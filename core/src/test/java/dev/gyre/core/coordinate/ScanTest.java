package dev.gyre.core.coordinate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.ContextTokens;
import io.vavr.collection.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan against replicas that are maps, some of which miss writes, refuse or never answer. */
class ScanTest {
  private static final int NODES = 5;
  private static final CellLimits LIMITS = CellLimits.DEFAULT;

  private final Ring ring = Ring.of(topology());
  private final Map<NodeId, TreeMap<Key, Lane>> replicas = new HashMap<>();
  private final TreeMap<Key, Lane> whole = new TreeMap<>();
  private final ArrayDeque<Effect> effects = new ArrayDeque<>();
  private final TreeSet<NodeId> refusing = new TreeSet<>();
  private final TreeSet<NodeId> silent = new TreeSet<>();
  private Random random = new Random(1);
  private long now;
  private long requests;

  private static Topology topology() {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      members.add(new Member(NodeId.of(i), "r" + i, "h" + i + ":1"));
    }
    return new Topology(1, 64, 3, members);
  }

  /** Writes a version that {@code reached} of the key's owners have, the others not. */
  private void write(Key key, Content content, int reached) {
    Array<NodeId> owners = ring.owners(key);
    Lane before = whole.getOrDefault(key, Lane.EMPTY);
    Actor actor = new Actor(owners.get(0).number(), 1, 1);
    WriteId id = new WriteId(++requests << 16, 1, requests);
    Lane lane = before.put(id, content, Seen.NOTHING, before.nextDot(actor), 8);
    Lane superseding = before.put(id, content, before.seen(), before.nextDot(actor), 8);
    Lane written = before.isEmpty() ? lane : superseding;
    whole.put(key, written);
    int start = random.nextInt(owners.size());
    for (int i = 0; i < reached; i++) {
      NodeId owner = owners.get((start + i) % owners.size());
      replicas.computeIfAbsent(owner, id2 -> new TreeMap<>()).merge(key, written, this::merge);
    }
  }

  private Lane merge(Lane left, Lane right) {
    return left.merge(right, 8);
  }

  private Outcome scan(KeyRange range, int limit, Consistency level) {
    Protocol protocol =
        new Protocol(
            NodeId.of(1), 1, LIMITS, Timings.DEFAULT, new ContextTokens(new ClusterId(1, 2)));
    List<NodeId> members = new ArrayList<>();
    topology().members().forEach(member -> members.add(member.id()));
    Collections.shuffle(members, random);
    Array<NodeId> order = Array.ofAll(members);
    Command.Scan scan = new Command.Scan(range, limit, true, level, 2_000);
    RequestId id = RequestId.of(1, ++requests);
    Step step = Scan.start(protocol, id, scan, ring, order, now, 0);
    effects.clear();
    while (true) {
      step.effects().forEach(effects::addLast);
      Outcome answer = answer();
      if (answer != null) {
        assertNull(step.next());
        return answer;
      }
      step = next(assertNotNullNow(step.next()));
    }
  }

  private static Coordination assertNotNullNow(Coordination machine) {
    assertNotNull(machine);
    return machine;
  }

  private Outcome answer() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Answer answer) {
        return answer.outcome();
      }
    }
    return null;
  }

  private Step next(Coordination machine) {
    while (!effects.isEmpty()) {
      Effect effect = random.nextBoolean() ? effects.pollFirst() : effects.pollLast();
      Signal signal =
          switch (effect) {
            case Effect.Send send when send.message() instanceof PartitionRequest.Page page ->
                replied(send.to(), page);
            case Effect.Apply apply when apply.request() instanceof PartitionRequest.Page page ->
                replied(NodeId.of(1), page);
            default -> null;
          };
      if (signal != null) {
        return machine.on(signal);
      }
    }
    now += 250;
    return machine.on(new Signal.Elapsed(now));
  }

  private Signal replied(NodeId node, PartitionRequest.Page page) {
    if (silent.contains(node)) {
      return null;
    }
    if (refusing.contains(node)) {
      return new Signal.Replied(node, new Reply.Refused(page.id(), Refusal.BUSY, "busy"));
    }
    List<PartitionReply.Row> rows = new ArrayList<>();
    boolean more = false;
    for (Map.Entry<Key, Lane> cell : replicas.getOrDefault(node, new TreeMap<>()).entrySet()) {
      boolean asked =
          page.range().contains(cell.getKey()) && page.partitions().contains(cell.getKey());
      if (asked && rows.size() == page.extent().maxCells()) {
        more = true;
        break;
      }
      if (asked) {
        rows.add(new PartitionReply.Row(cell.getKey(), cell.getValue()));
      }
    }
    return new Signal.Replied(node, new PartitionReply.Cells(page.id(), page.part(), rows, more));
  }

  private List<Key> all(KeyPrefix prefix, int limit, Consistency level) {
    List<Key> keys = new ArrayList<>();
    KeyRange range = KeyRange.of(prefix);
    while (true) {
      Outcome.Page page = assertInstanceOf(Outcome.Page.class, scan(range, limit, level));
      assertTrue(page.entries().size() <= limit);
      page.entries().forEach(entry -> keys.add(entry.key()));
      if (page.next() == null) {
        return keys;
      }
      range = range.from(page.next());
    }
  }

  private List<Key> present() {
    List<Key> keys = new ArrayList<>();
    whole.forEach(
        (key, lane) -> {
          if (lane.newestFirst().getFirst().content().isPresent()) {
            keys.add(key);
          }
        });
    return keys;
  }

  private void fill(int writes, int reached) {
    for (int i = 0; i < writes; i++) {
      Key key = Key.of("key" + random.nextInt(200));
      Content content = random.nextInt(3) == 0 ? Content.TOMBSTONE : Content.of(Value.of("v" + i));
      write(key, content, reached);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aQuorumSeesWhatEveryQuorumHasInOrderWhateverThePageSize(int seed) {
    random = new Random(seed);
    fill(500, 2);
    for (int limit : new int[] {1, 3, 10, 100, 1_000}) {
      assertEquals(present(), all(KeyPrefix.EMPTY, limit, Consistency.QUORUM));
    }
    List<Key> some = present();
    KeyPrefix prefix = KeyPrefix.of("key1");
    some.removeIf(key -> !prefix.begins(key));
    assertEquals(some, all(prefix, 7, Consistency.QUORUM));
  }

  @Test
  void oneOwnerIsEnoughWhereAllHaveIt() {
    fill(300, 3);
    assertEquals(present(), all(KeyPrefix.EMPTY, 20, Consistency.ONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aNodeThatRefusesOrIsSilentIsGoneAround(int number) {
    fill(400, 2);
    refusing.add(NodeId.of(number));
    assertEquals(present(), all(KeyPrefix.EMPTY, 50, Consistency.QUORUM));
    refusing.clear();
    silent.add(NodeId.of(number));
    assertEquals(present(), all(KeyPrefix.EMPTY, 50, Consistency.QUORUM));
  }

  @Test
  void whereTooFewAnswerItIsCertainlyNotApplied() {
    fill(100, 3);
    refusing.add(NodeId.of(2));
    Outcome.NotApplied refused =
        assertInstanceOf(Outcome.NotApplied.class, scan(KeyRange.ALL, 10, Consistency.ALL));
    assertEquals(Refusal.BUSY, refused.refusal());
    refusing.clear();
    silent.add(NodeId.of(2));
    Outcome.NotApplied late =
        assertInstanceOf(Outcome.NotApplied.class, scan(KeyRange.ALL, 10, Consistency.ALL));
    assertEquals(Refusal.UNAVAILABLE, late.refusal());
  }

  @Test
  void aStretchOfDeletesIsWalkedThroughAndNeverEndsTheScan() {
    for (int i = 0; i < 2_000; i++) {
      Key key = Key.of("dead" + i);
      write(key, Content.of(Value.of("v")), 3);
      write(key, Content.TOMBSTONE, 3);
    }
    write(Key.of("zlast"), Content.of(Value.of("v")), 3);
    assertEquals(List.of(Key.of("zlast")), all(KeyPrefix.EMPTY, 5, Consistency.QUORUM));
  }
}
