package dev.gyre.server.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import dev.gyre.checker.linear.Budget;
import dev.gyre.checker.linear.LinearizabilityChecker;
import dev.gyre.checker.linear.Options;
import dev.gyre.checker.linear.Verdict;
import dev.gyre.checker.model.Models;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nodes under a network of packets, as under Maelstrom's. */
class MaelstromNodeTest {
  private static final int CLIENTS = 6;
  private static final int OPERATIONS = 40;
  private static final int KEYS = 2;
  private static final int VALUES = 5;
  private static final int KEY_DOES_NOT_EXIST = 20;
  private static final int PRECONDITION_FAILED = 22;

  private static ObjectNode read(int key) {
    return Packet.body("read").put("key", key);
  }

  private static ObjectNode write(int key, int value) {
    return Packet.body("write").put("key", key).put("value", value);
  }

  private static ObjectNode cas(int key, int from, int to) {
    return Packet.body("cas").put("key", key).put("from", from).put("to", to);
  }

  private static int code(JsonNode answer) {
    assertEquals("error", answer.path("type").asString(""), answer::toString);
    return answer.path("code").asInt();
  }

  private static String type(JsonNode answer) {
    return answer.path("type").asString("");
  }

  @Test
  void everyNodeServesEveryKey() throws Exception {
    try (PacketNetwork network = new PacketNetwork(5, MaelstromSettings.DEFAULT)) {
      assertEquals(KEY_DOES_NOT_EXIST, code(network.ask("n1", read(1))));
      assertEquals(KEY_DOES_NOT_EXIST, code(network.ask("n2", cas(1, 3, 4))));
      assertEquals("write_ok", type(network.ask("n3", write(1, 3))));
      assertEquals(3, network.ask("n4", read(1)).path("value").asInt());
      assertEquals(PRECONDITION_FAILED, code(network.ask("n5", cas(1, 4, 5))));
      assertEquals("cas_ok", type(network.ask("n1", cas(1, 3, 5))));
      assertEquals(5, network.ask("n2", read(1)).path("value").asInt());
      assertEquals(10, code(network.ask("n3", Packet.body("broadcast"))));
      assertEquals(12, code(network.ask("n3", Packet.body("read"))));
      assertNull(network.failure());
    }
  }

  @Test
  void whatIsInADirectoryIsThereAgain(@TempDir Path directory) throws Exception {
    MaelstromSettings durable = new MaelstromSettings(3, 4_000, directory);
    try (PacketNetwork network = new PacketNetwork(3, durable)) {
      assertEquals("write_ok", type(network.ask("n1", write(7, 8))));
    }
    try (PacketNetwork network = new PacketNetwork(3, durable)) {
      assertEquals(8, network.ask("n2", read(7)).path("value").asInt());
      assertNull(network.failure());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void whatClientsSeeIsLinearizable(int nodes) throws Exception {
    HistoryBuilder history = new HistoryBuilder();
    try (PacketNetwork network = new PacketNetwork(nodes, MaelstromSettings.DEFAULT);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        running.add(clients.submit(() -> load(network, nodes, number, history)));
      }
      for (Future<?> client : running) {
        client.get();
      }
      assertNull(network.failure());
    }
    Verdict verdict =
        LinearizabilityChecker.check(
            history.build(),
            Models.byName("cas-register", Absent.ABSENT).orElseThrow(),
            Budget.of(Duration.ofMinutes(1)),
            new Options(false, 1));
    assertInstanceOf(
        Verdict.Valid.class,
        verdict,
        () ->
            verdict instanceof Verdict.Invalid invalid
                ? invalid.witness().story().headline()
                : verdict.toString());
  }

  private static Void load(PacketNetwork network, int nodes, int client, HistoryBuilder history)
      throws Exception {
    SplittableRandom random = new SplittableRandom(client);
    for (int i = 0; i < OPERATIONS; i++) {
      int key = random.nextInt(KEYS);
      int from = random.nextInt(VALUES);
      int to = random.nextInt(VALUES);
      String node = "n" + (1 + random.nextInt(nodes));
      switch (random.nextInt(3)) {
        case 0 -> ask(network, node, read(key), history, client, Call.read(key));
        case 1 -> ask(network, node, write(key, to), history, client, Call.write(key, to));
        default ->
            ask(
                network,
                node,
                cas(key, from, to),
                history,
                client,
                Call.compareAndSet(key, from, to));
      }
    }
    return null;
  }

  private static void ask(
      PacketNetwork network,
      String node,
      ObjectNode body,
      HistoryBuilder history,
      int client,
      Call call)
      throws Exception {
    int index;
    synchronized (history) {
      index = history.invoke(client, call, System.nanoTime());
    }
    JsonNode answer = network.ask(node, body);
    synchronized (history) {
      complete(history, index, type(body), answer);
    }
  }

  private static void complete(HistoryBuilder history, int index, String asked, JsonNode answer) {
    long now = System.nanoTime();
    if (type(answer).equals("read_ok")) {
      Object value = answer.path("value").asInt();
      history.complete(index, Outcome.OK, value, now);
    } else if (!type(answer).equals("error")) {
      history.complete(index, Outcome.OK, null, now);
    } else {
      boolean absent = code(answer) == KEY_DOES_NOT_EXIST;
      if (asked.equals("read") && absent) {
        history.complete(index, Outcome.OK, Absent.ABSENT, now);
      } else if (absent || code(answer) == PRECONDITION_FAILED) {
        history.complete(index, Outcome.MISMATCH, null, now);
      } else {
        history.complete(index, code(answer) == 0 ? Outcome.UNKNOWN : Outcome.FAILED, null, now);
      }
    }
  }
}
