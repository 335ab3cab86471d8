package dev.gyre.server.maelstrom;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who is in the cluster, as Maelstrom's {@code init} says it. The n-th name in alphabetical order
 * is node n, so that all nodes number them alike.
 *
 * @param names in order, no name twice
 */
record Roster(String selfName, List<String> names) {
  private static final int EPOCH = 1;

  Roster {
    if (!names.contains(selfName)) {
      throw new IllegalArgumentException(selfName + " is none of the nodes " + names);
    }
  }

  /** Throws {@link IllegalArgumentException} when the packet does not say it all. */
  static Roster of(Packet init) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : init.body().path("node_ids")) {
      names.add(name.asString(""));
    }
    return new Roster(
        init.body().path("node_id").asString(""), names.stream().sorted().distinct().toList());
  }

  NodeId self() {
    return NodeId.of(names.indexOf(selfName) + 1);
  }

  String name(NodeId node) {
    return names.get(node.number() - 1);
  }

  @Nullable NodeId node(String name) {
    int position = names.indexOf(name);
    return position < 0 ? null : NodeId.of(position + 1);
  }

  /** The same for all nodes of a test, and another one for other names. */
  ClusterId cluster() {
    byte[] all = String.join(" ", names).getBytes(StandardCharsets.UTF_8);
    return new ClusterId(XxHash64.hash(all, 1), XxHash64.hash(all, 2));
  }

  Topology topology(int replication) {
    List<Member> members =
        names.stream()
            .map(name -> new Member(NodeId.of(names.indexOf(name) + 1), name, name))
            .toList();
    return new Topology(EPOCH, Topology.DEFAULT_PARTITIONS, replication, members);
  }
}
