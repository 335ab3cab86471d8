package dev.gyre.client.machine;

import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import java.util.Arrays;
import java.util.List;

/** Words for what happens to a session. Node n1 is at a1:1, and so on. */
final class Events {
  static final Outcome FOUND = new Outcome.Found(List.of(), ContextToken.of(new byte[0]));
  static final Outcome WRITTEN = new Outcome.Written(ContextToken.of(new byte[0]));

  private Events() {}

  static NodeId node(int number) {
    return NodeId.of(number);
  }

  static String address(int node) {
    return "a" + node + ":" + node;
  }

  static Topology topology(int epoch, int replication, int... members) {
    return new Topology(
        epoch,
        16,
        replication,
        Arrays.stream(members).mapToObj(n -> new Member(node(n), "rack" + n, address(n))).toList());
  }

  static Command get(String key) {
    return new Command.Get(Key.of(key), Consistency.QUORUM, 1_000);
  }

  static Command put(String key) {
    return new Command.Write(
        Key.of(key), Content.of(Value.of("v")), null, Consistency.QUORUM, null, 0, 1_000);
  }

  static Outcome refused(Refusal refusal) {
    return new Outcome.NotApplied(refusal, "because");
  }
}
