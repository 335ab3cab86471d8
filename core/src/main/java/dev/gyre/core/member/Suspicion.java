package dev.gyre.core.member;

import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * Why and until when a member is suspected.
 *
 * @param bounds within which its length lies
 * @param accusers who suspect it, the first one first: at most one more than confirmations are
 *     expected
 */
record Suspicion(long sinceMillis, Bounds bounds, List<NodeId> accusers) {

  /** Shortest and longest, and how many confirmations make it shortest. */
  record Bounds(int leastMillis, int mostMillis, int expected) {}

  static Suspicion begin(long nowMillis, Bounds bounds, NodeId accuser) {
    return new Suspicion(nowMillis, bounds, List.of(accuser));
  }

  /** Whether this accuser's voice makes a difference. */
  boolean gains(NodeId accuser) {
    return accusers.size() <= bounds.expected && !accusers.contains(accuser);
  }

  Suspicion confirmedBy(NodeId accuser) {
    List<NodeId> more = new ArrayList<>(accusers);
    more.add(accuser);
    return new Suspicion(sinceMillis, bounds, List.copyOf(more));
  }

  Suspicion postponed(long millis) {
    return new Suspicion(sinceMillis + millis, bounds, accusers);
  }

  long deadlineMillis() {
    return sinceMillis
        + MemberPolicy.suspicionMillis(
            bounds.leastMillis, bounds.mostMillis, bounds.expected, accusers.size() - 1);
  }
}
