package dev.gyre.benchmarks.protocol;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Three nodes that share this thread and one queue of what is still to happen. An operation is over
 * when the queue is empty, so the third owner's work is part of its cost.
 */
final class LocalCluster {
  private static final ClusterId CLUSTER = new ClusterId(1, 2);
  private static final int NODES = 3;

  private final Queue<Runnable> pending = new ArrayDeque<>();
  private final List<LocalNode> nodes = new ArrayList<>();
  private int turn;
  private @Nullable Outcome answer;

  LocalCluster() {
    List<Member> members = new ArrayList<>();
    for (int number = 1; number <= NODES; number++) {
      members.add(new Member(NodeId.of(number), "rack" + number, "127.0.0.1:" + number));
    }
    Topology topology = new Topology(1, Topology.DEFAULT_PARTITIONS, NODES, members);
    for (Member member : members) {
      nodes.add(new LocalNode(CLUSTER, member.id(), topology, this));
    }
  }

  /** Asks the nodes in turn; every one of them owns every key. */
  Outcome ask(Command command) {
    turn = turn + 1 == NODES ? 0 : turn + 1;
    nodes.get(turn).ask(command, outcome -> answer = outcome);
    for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
      next.run();
    }
    Outcome outcome = answer;
    answer = null;
    if (outcome instanceof Outcome.Written || outcome instanceof Outcome.Found) {
      return outcome;
    }
    throw new IllegalStateException(command + " ended in " + outcome);
  }

  /** Happens after all that is pending. */
  void later(Runnable event) {
    pending.add(event);
  }

  LocalNode node(NodeId id) {
    return nodes.get(id.number() - 1);
  }
}
