package dev.gyre.client.machine;

import dev.gyre.core.value.NodeId;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session knows of one address. Mutable; belongs to its {@link LinkTable}. */
final class Link {
  /**
   * <pre>
   * Idle → Dialling → Up → Leaving → Resting → Idle
   *                 → Resting      Up → Resting
   * </pre>
   */
  enum Phase {
    IDLE,
    DIALLING,
    UP,
    /** Answers what it was sent and takes nothing new. */
    LEAVING,
    /** Failed; its timer runs. */
    RESTING
  }

  final String address;
  final boolean isSeed;

  Phase phase = Phase.IDLE;

  /** Who answered there last. */
  @Nullable NodeId node;

  /** Failures to reach it, since it was last up. */
  int failures;

  /** Asked last when before this moment: it let an attempt's time pass. */
  long suspectUntilMillis = Long.MIN_VALUE;

  /** Why it is not up, for people. */
  String problem = "not tried yet";

  /** Calls whose attempt under way went here, in order. Empty unless up or leaving. */
  final Set<Long> calls = new LinkedHashSet<>();

  Link(String address, boolean isSeed) {
    this.address = address;
    this.isSeed = isSeed;
  }

  boolean isUp() {
    return phase == Phase.UP;
  }

  boolean isSuspect(long nowMillis) {
    return nowMillis < suspectUntilMillis;
  }
}
