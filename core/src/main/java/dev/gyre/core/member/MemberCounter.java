package dev.gyre.core.member;

/** What a node's membership counts, from its start on. */
public enum MemberCounter {
  /** Probes begun. */
  PINGS,
  /** Pings sent because somebody else asked. */
  PINGS_FOR_OTHERS,
  /** Probes that neither the target nor a helper answered. */
  FAILED_PROBES,
  /** Members that came under suspicion here, found by this node or told by others. */
  SUSPICIONS,
  /** Suspicions that a higher incarnation of the suspect ended. */
  SUSPICIONS_REFUTED,
  /** Members that were found dead here, or told to be. */
  DEATHS,
  /** Members that were thought dead, and came back in the same life: they never were. */
  FALSE_ALARMS,
  /** Members that were dead or had left, and came back. */
  RETURNS,
  /** Accusations of this node that it refuted. */
  REFUTATIONS,
  /** Times that this node woke so late that it judged nobody. */
  LATE_WAKES,
  /** Full exchanges begun. */
  SYNCS,
  /** Updates of, and messages from, nodes that are no members. */
  STRANGERS
}
