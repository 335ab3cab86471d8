package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;

/**
 * What stays the same while a page of a scan is coordinated.
 *
 * @param order all members, those to be asked first at the front
 * @param wanted what is asked of each cell, how many keys the page may have
 * @param need owners of each partition that must answer
 */
record ScanTask(
    RequestId id, Protocol protocol, Ring ring, Array<NodeId> order, Wanted wanted, int need) {

  /**
   * What the page is to be.
   *
   * @param deadlineMillis by the coordinator's uptime
   * @param stampMillis the hybrid logical time as of which values expire for it
   */
  record Wanted(Detail detail, int limit, long deadlineMillis, long stampMillis) {}

  Detail detail() {
    return wanted.detail();
  }

  int limit() {
    return wanted.limit();
  }

  boolean isOver(long nowMillis) {
    return nowMillis >= wanted.deadlineMillis();
  }

  /** Wakes the machine when owners that are silent should be given up on, or at the deadline. */
  Effect wake(long nowMillis) {
    long left = Math.max(0, wanted.deadlineMillis() - nowMillis);
    int millis = (int) Math.min(protocol.timings().retryMillis(), left);
    return new Effect.Arm(new TimerId(id), Delay.millis(millis));
  }

  Effect answer(Outcome outcome) {
    return new Effect.Answer(id, outcome);
  }
}
