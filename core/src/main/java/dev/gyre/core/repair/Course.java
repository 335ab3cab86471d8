package dev.gyre.core.repair;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.coordinate.RepairSettings.Exchanges;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.List;

/**
 * What an exchange is about, and how far it has come.
 *
 * @param plan what it was begun with
 * @param peers owners still to be compared with; the first is the one at hand
 * @param report of what is done
 */
public record Course(Plan plan, List<NodeId> peers, RepairReport report) {

  /**
   * @param partitions to be compared, of which every peer is an owner
   */
  public record Plan(
      RequestId id, NodeId self, PartitionSet partitions, CellLimits limits, Exchanges settings) {}

  RequestId id() {
    return plan.id();
  }

  NodeId peer() {
    return peers.head();
  }

  boolean isWith(NodeId node) {
    return !peers.isEmpty() && peers.head().equals(node);
  }

  Course nextPeer() {
    return new Course(plan, peers.tail(), report);
  }

  Course with(RepairReport more) {
    return new Course(plan, peers, report.plus(more));
  }

  Effect here(Message.ToReplica request) {
    return new Effect.Apply(plan.self(), request);
  }

  Effect there(Message.ToReplica request) {
    return new Effect.Send(peer(), request);
  }

  Effect wakeIn(long millis) {
    return new Effect.Arm(
        new TimerId(id()), Delay.millis((int) Math.min(Integer.MAX_VALUE, millis)));
  }

  Effect answerMayTake() {
    return wakeIn(plan.settings().answerMillis());
  }
}
