package dev.gyre.core.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.coordinate.RepairSettings.Exchanges;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.merkle.HashTree;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import io.vavr.collection.List;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** An exchange between owners that are maps, over a network that delivers, or does not. */
class ExchangeTest {
  private static final int PARTITIONS = 4;
  private static final NodeId N1 = NodeId.of(1);
  private static final NodeId N2 = NodeId.of(2);
  private static final NodeId N3 = NodeId.of(3);
  private static final RequestId ID = RequestId.of(1, 1);
  private static final Exchanges SMALL = new Exchanges(1_000, 100, 3, 300, 10_000);

  /** An owner: its cells, and what it answers. */
  private static final class Owner {
    private final TreeMap<Key, Lane> cells = new TreeMap<>();

    void write(String name, int life) {
      Key key = Key.of(name);
      Lane lane = cells.getOrDefault(key, Lane.EMPTY);
      Actor actor = new Actor(life, 1, 1);
      WriteId id = new WriteId((lane.window().size() + 1L) << 16, life, lane.window().size());
      Content content = Content.of(Value.of("value of " + name));
      cells.put(key, lane.put(id, content, lane.seen(), lane.nextDot(actor), 8));
    }

    private HashTree tree(int partition) {
      HashTree tree = new HashTree(PARTITIONS);
      cells.forEach(
          (key, lane) -> {
            if (Ring.partitionOf(key, PARTITIONS) == partition) {
              tree.changed(key, 0, lane.digest());
            }
          });
      return tree;
    }

    Reply answer(Request request) {
      return switch (request) {
        case RepairRequest.Roots roots -> {
          long[] all = new long[roots.partitions().size()];
          int at = 0;
          for (int p = 0; p < PARTITIONS; p++) {
            if (roots.partitions().contains(p)) {
              all[at++] = tree(p).root();
            }
          }
          yield new RepairReply.Roots(ID, roots.partitions(), all);
        }
        case RepairRequest.Hashes asked -> {
          HashTree tree = tree(asked.partition());
          int branches = asked.branches();
          long[] hashes = branches == 0 ? tree.branches() : tree.leaves(branches);
          yield new RepairReply.Hashes(ID, asked.partition(), branches, hashes);
        }
        case PartitionRequest.Page page -> page(page);
        case RepairRequest.Fetch fetch ->
            new PartitionReply.Cells(
                ID,
                fetch.part(),
                fetch.keys().stream()
                    .map(key -> new PartitionReply.Row(key, cells.getOrDefault(key, Lane.EMPTY)))
                    .toList(),
                false);
        case RepairRequest.Store store -> {
          store.rows().forEach(row -> cells.merge(row.key(), row.lane(), (a, b) -> a.merge(b, 8)));
          yield new Reply.Stored(ID);
        }
        default -> throw new AssertionError("not asked by an exchange: " + request);
      };
    }

    private Reply page(PartitionRequest.Page page) {
      java.util.List<PartitionReply.Digest> rows = new ArrayList<>();
      boolean more = false;
      for (Key key : cells.keySet()) {
        Lane lane = cells.get(key);
        if (page.partitions().contains(key) && page.range().contains(key) && page.wants(key)) {
          more = rows.size() == page.extent().maxCells();
          if (more) {
            break;
          }
          rows.add(new PartitionReply.Digest(key, lane.digest(), lane.sizeBytes()));
        }
      }
      return new PartitionReply.Digests(ID, page.part(), rows, more);
    }
  }

  /** Runs machines' effects until one answers; loses or repeats messages as the draws say. */
  private static final class World {
    private final TreeMap<NodeId, Owner> owners = new TreeMap<>();
    private final ArrayDeque<Signal> signals = new ArrayDeque<>();
    private final Random draws;
    private final int lossPercent;
    private long sent;

    World(long seed, int lossPercent) {
      this.draws = new Random(seed);
      this.lossPercent = lossPercent;
      for (NodeId node : List.of(N1, N2, N3)) {
        owners.put(node, new Owner());
      }
    }

    RepairReport run(Step first) {
      Step step = first;
      while (true) {
        for (Effect effect : step.effects()) {
          switch (effect) {
            case Effect.Apply apply -> signals.add(reply(N1, apply.request()));
            case Effect.Send send -> send(send.to(), send.message());
            case Effect.Answer answer -> {
              return assertInstanceOf(Outcome.Repaired.class, answer.outcome()).report();
            }
            case Effect.Arm arm -> {}
            case Effect.Disarm disarm -> {}
          }
        }
        Coordination machine = step.next();
        Signal next = signals.isEmpty() ? new Signal.Elapsed(0) : signals.poll();
        step = machine.on(next);
      }
    }

    private void send(NodeId to, Message message) {
      sent++;
      if (draws.nextInt(100) >= lossPercent) {
        Signal signal = reply(to, (Request) message);
        signals.add(signal);
        if (draws.nextInt(100) < lossPercent) {
          signals.add(signal);
        }
      }
    }

    private Signal reply(NodeId from, Request request) {
      return new Signal.Replied(from, owners.get(from).answer(request));
    }
  }

  private static Step start(List<NodeId> peers) {
    PartitionSet all = PartitionSet.all(PARTITIONS);
    return Exchange.start(new Course.Plan(ID, N1, all, CellLimits.DEFAULT, SMALL), peers);
  }

  @Property(tries = 300)
  void ownersBecomeEqual(@ForAll long seed) {
    World world = new World(seed, 0);
    Random draws = new Random(seed);
    fill(world, draws);
    RepairReport report = world.run(start(List.of(N2, N3, N2)));
    assertEquals(world.owners.get(N1).cells, world.owners.get(N2).cells);
    assertEquals(world.owners.get(N1).cells, world.owners.get(N3).cells);
    assertEquals(3L * PARTITIONS, report.compared());
    assertEquals(0, report.unfinished());
  }

  private static void fill(World world, Random draws) {
    int keys = draws.nextInt(60);
    for (int i = 0; i < keys; i++) {
      for (int node = 1; node <= 3; node++) {
        int writes = draws.nextInt(3);
        for (int k = 0; k < writes; k++) {
          world.owners.get(NodeId.of(node)).write("k" + i, node);
        }
      }
    }
  }

  @Property(tries = 300)
  void whateverIsLostOrComesTwiceNothingIsUndone(@ForAll long seed) {
    World world = new World(seed, 30);
    fill(world, new Random(seed));
    TreeMap<Key, Lane> all = new TreeMap<>();
    for (Owner owner : world.owners.values()) {
      owner.cells.forEach((key, lane) -> all.merge(key, lane, (a, b) -> a.merge(b, 8)));
    }
    world.run(start(List.of(N2, N3)));
    TreeMap<Key, Lane> after = new TreeMap<>();
    for (Owner owner : world.owners.values()) {
      owner.cells.forEach((key, lane) -> after.merge(key, lane, (a, b) -> a.merge(b, 8)));
    }
    assertEquals(all, after);
  }

  @Test
  void equalOwnersSayTheirRootsAndNothingElse() {
    World world = new World(1, 0);
    for (int i = 0; i < 1_000; i++) {
      world.owners.get(N1).write("k" + i, 1);
    }
    world.owners.get(N2).cells.putAll(world.owners.get(N1).cells);
    RepairReport report = world.run(start(List.of(N2)));
    assertEquals(new RepairReport(PARTITIONS, 0, 0, 0, 0, 0), report);
    assertEquals(1, world.sent);
  }

  @Test
  void onlyCellsThatDifferMove() {
    World world = new World(1, 0);
    for (int i = 0; i < 1_000; i++) {
      world.owners.get(N1).write("k" + i, 1);
    }
    world.owners.get(N2).cells.putAll(world.owners.get(N1).cells);
    world.owners.get(N2).write("k17", 2);
    world.owners.get(N1).write("k500", 1);
    world.owners.get(N2).cells.remove(Key.of("k900"));
    RepairReport report = world.run(start(List.of(N2)));
    assertEquals(3, report.cells());
    assertEquals(3, report.merged());
    assertEquals(world.owners.get(N1).cells, world.owners.get(N2).cells);
    assertTrue(world.sent < 30, "messages: " + world.sent);
  }

  @Test
  void whoRefusesOrIsSilentIsLeftOut() {
    Step asking = start(List.of(N2, N3));
    Reply refused = new Reply.Refused(ID, Refusal.BUSY, "full");
    Step next = asking.next().on(new Signal.Replied(N2, refused));
    assertEquals(N3, ((Exchange) next.next()).course().peer());
    assertSame(next.next(), next.next().on(new Signal.Replied(N2, refused)).next());
    Step silent = next;
    for (int i = 0; i < Exchange.TRIES; i++) {
      silent = silent.next().on(new Signal.Elapsed(0));
    }
    Effect.Answer answer = (Effect.Answer) silent.effects().last();
    assertEquals(new Outcome.Repaired(new RepairReport(0, 0, 0, 0, 0, 2)), answer.outcome());
  }

  @Test
  void whatWasMovedIsRestedFor() {
    World world = new World(1, 0);
    world.owners.get(N2).write("k1", 2);
    Step step = start(List.of(N2));
    ArrayDeque<Effect> effects = new ArrayDeque<>(step.effects().asJava());
    Coordination machine = step.next();
    while (!(machine instanceof Exchange.Resting)) {
      Effect effect = effects.poll();
      Signal signal =
          switch (effect) {
            case Effect.Apply apply -> world.reply(N1, apply.request());
            case Effect.Send send -> world.reply(send.to(), (Request) send.message());
            default -> null;
          };
      if (signal != null) {
        Step then = machine.on(signal);
        effects.addAll(then.effects().asJava());
        machine = then.next();
      }
    }
    Effect.Arm arm = (Effect.Arm) effects.peekLast();
    assertEquals(13, arm.delay().minMillis());
    assertSame(machine, machine.on(new Signal.Replied(N2, new Reply.Stored(ID))).next());
  }

  @Test
  void anAnswerToACommandIsIllegal() {
    Coordination asking = start(List.of(N2)).next();
    Message.Answer answer = new Message.Answer(ID, new Outcome.Unknown("?"));
    assertThrows(IllegalStateException.class, () -> asking.on(new Signal.Answered(N2, answer, 0)));
  }
}
