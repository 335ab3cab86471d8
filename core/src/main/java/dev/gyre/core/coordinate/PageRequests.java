package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Effect;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.PartitionRequest.Extent;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.NodeId;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * One round of a scan: the same stretch of keys, asked of nodes that together are enough owners of
 * every partition. A node is asked for all the partitions it is wanted for in one page, already in
 * order: 256 partitions cost as many messages as there are nodes, and what is in memory here is
 * about one page for each owner that must answer.
 *
 * @param range what is still to be listed
 * @param asked the pages asked for, in the order of asking; none twice of a node for a partition
 */
record PageRequests(ScanTask task, KeyRange range, List<Asked> asked) {

  /** A page asked of a node. */
  record Asked(int part, NodeId node, PartitionSet partitions, State state) {
    Asked with(State next) {
      return new Asked(part, node, partitions, next);
    }
  }

  sealed interface State {
    record Waiting() implements State {}

    record Answered(PartitionReply.Cells page) implements State {}

    record Refused() implements State {}
  }

  private static final State WAITING = new State.Waiting();
  private static final State REFUSED = new State.Refused();

  /** A page holds this much more than a node's share, because shares are uneven. */
  private static final double SLACK = 1.25;

  private static final int LEAST_CELLS = 8;
  private static final int LEAST_BYTES = 16 << 10;

  /** A round, and what it sends. */
  record Sent(PageRequests round, List<Effect> effects) {}

  /** Asks as many owners of each partition as must answer, those first in the task's order. */
  static Sent begin(ScanTask task, KeyRange range, int firstPart) {
    return new PageRequests(task, range, List.empty()).ask(task.need(), firstPart);
  }

  /** The number after the last one used. */
  int nextPart() {
    return asked.isEmpty() ? 0 : asked.last().part() + 1;
  }

  /** Sees to it that {@code enough} owners of each partition are asked that have not refused. */
  Sent ask(int enough) {
    return ask(enough, nextPart());
  }

  private Sent ask(int enough, int firstPart) {
    int[] hopeful = count(State.Waiting.class, State.Answered.class);
    List<Asked> more = List.empty();
    List<Effect> effects = List.empty();
    for (NodeId node : task.order()) {
      PartitionSet wanted =
          PartitionSet.where(
              hopeful.length, p -> hopeful[p] < enough && owns(node, p) && !hasAsked(node, p));
      if (wanted.isEmpty()) {
        continue;
      }
      for (int p = wanted.next(0); p >= 0; p = wanted.next(p + 1)) {
        hopeful[p]++;
      }
      Asked next = new Asked(firstPart + more.size(), node, wanted, WAITING);
      more = more.append(next);
      effects = effects.append(send(next));
    }
    return new Sent(new PageRequests(task, range, asked.appendAll(more)), effects);
  }

  /** The pages that were not answered, asked for again: the messages may be lost. */
  List<Effect> again() {
    return asked.filter(each -> each.state() instanceof State.Waiting).map(this::send);
  }

  /** Null when the page is none of this round. */
  @Nullable PageRequests answered(NodeId node, PartitionReply.Cells page) {
    Asked matching =
        asked.find(each -> each.part() == page.part() && each.node().equals(node)).getOrNull();
    return matching == null || matching.state() instanceof State.Answered
        ? null
        : new PageRequests(
            task, range, asked.replace(matching, matching.with(new State.Answered(page))));
  }

  /** A refusal does not say which page it is of: all that wait for that node are given up. */
  PageRequests refused(NodeId node) {
    return new PageRequests(
        task,
        range,
        asked.map(
            each ->
                each.node().equals(node) && each.state() instanceof State.Waiting
                    ? each.with(REFUSED)
                    : each));
  }

  /** Whether enough owners of every partition have answered. */
  boolean isComplete() {
    for (int answers : count(State.Answered.class, State.Answered.class)) {
      if (answers < task.need()) {
        return false;
      }
    }
    return true;
  }

  /** Whether too many owners of some partition have refused. */
  boolean isLost() {
    int[] refusals = count(State.Refused.class, State.Refused.class);
    int owners = task.ring().topology().owners();
    for (int refused : refusals) {
      if (owners - refused < task.need()) {
        return true;
      }
    }
    return false;
  }

  List<PartitionReply.Cells> pages() {
    return asked.flatMap(
        each ->
            each.state() instanceof State.Answered answered
                ? List.of(answered.page())
                : List.<PartitionReply.Cells>empty());
  }

  /**
   * The last key up to which these pages say all there is; null when that is the end of the range.
   * Beyond it some owner's page was full before it got there.
   */
  @Nullable Key completeThrough() {
    Key least = null;
    for (PartitionReply.Cells page : pages()) {
      Key last = page.more() ? page.rows().getLast().key() : null;
      if (last != null && (least == null || last.compareTo(least) < 0)) {
        least = last;
      }
    }
    return least;
  }

  private boolean owns(NodeId node, int partition) {
    return task.ring().owners(partition).contains(node);
  }

  private boolean hasAsked(NodeId node, int partition) {
    for (Asked each : asked) {
      if (each.node().equals(node) && each.partitions().contains(partition)) {
        return true;
      }
    }
    return false;
  }

  private int[] count(Class<? extends State> one, Class<? extends State> other) {
    int[] counts = new int[task.ring().topology().partitions()];
    for (Asked each : asked) {
      if (!one.isInstance(each.state()) && !other.isInstance(each.state())) {
        continue;
      }
      PartitionSet set = each.partitions();
      for (int p = set.next(0); p >= 0; p = set.next(p + 1)) {
        counts[p]++;
      }
    }
    return counts;
  }

  private Effect send(Asked page) {
    double share = SLACK * page.partitions().size() / page.partitions().partitions();
    int cells = Math.min(Extent.MOST_CELLS, (int) (task.limit() * share) + LEAST_CELLS);
    int bytes = Math.clamp((long) (Extent.MOST_BYTES * share), LEAST_BYTES, Extent.MOST_BYTES);
    PartitionRequest.Page request =
        new PartitionRequest.Page(
            task.id(),
            page.part(),
            page.partitions(),
            range,
            new Extent(task.detail(), cells, bytes),
            task.wanted().stampMillis());
    NodeId self = task.protocol().self();
    return page.node().equals(self)
        ? new Effect.Apply(self, request)
        : new Effect.Send(page.node(), request);
  }
}
