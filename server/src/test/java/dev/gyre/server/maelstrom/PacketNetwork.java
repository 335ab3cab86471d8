package dev.gyre.server.maelstrom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Maelstrom is to its nodes: it starts them, carries their packets, and asks as clients do.
 */
final class PacketNetwork implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final String END = "";

  private final Map<String, MaelstromNode> nodes = new TreeMap<>();
  private final LinkedBlockingQueue<String> underWay = new LinkedBlockingQueue<>();
  private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread router = Thread.ofPlatform().daemon().start(this::route);

  PacketNetwork(int count, MaelstromSettings settings) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add("n" + i);
      nodes.put("n" + i, new MaelstromNode(settings, underWay::add, failure::set));
    }
    for (String name : names) {
      ObjectNode init = Packet.body("init").put("node_id", name);
      JsonNodeFactory json = JsonNodeFactory.instance;
      init.set("node_ids", json.arrayNode().addAll(names.stream().map(json::stringNode).toList()));
      ask(name, init);
    }
  }

  /** The body of the answer. */
  JsonNode ask(String node, ObjectNode body) throws Exception {
    long id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    underWay.add(new Packet("c1", node, body.put("msg_id", id)).line());
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void route() {
    try {
      for (String line = underWay.take(); !line.equals(END); line = underWay.take()) {
        Packet packet = Packet.parse(line);
        MaelstromNode node = nodes.get(packet.destination());
        if (node != null) {
          node.accept(line);
        } else {
          asked.remove(packet.body().path("in_reply_to").asLong()).complete(packet.body());
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable Throwable failure() {
    return failure.get();
  }

  @Override
  public void close() throws Exception {
    nodes.values().forEach(MaelstromNode::close);
    underWay.add(END);
    router.join();
  }
}
