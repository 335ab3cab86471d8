package dev.gyre.scenarios.cluster;

import dev.gyre.core.host.NodeHost;
import dev.gyre.core.member.MemberCounter;
import dev.gyre.core.member.Membership;
import dev.gyre.core.node.Node;
import dev.gyre.core.node.RepairCounts;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened to a node so far, in all its lives. */
public final class NodeCounts {
  long unsyncedLosses;
  long fromClockAhead;
  long storageFailures;

  /** By the names of states: what its former lives met, repaired and believed. */
  private final TreeMap<String, Long> states = new TreeMap<>();

  /** Crashes that took away something that was written and not forced. */
  public long unsyncedLosses() {
    return unsyncedLosses;
  }

  /** Messages whose sender's clock was ahead of this node's. */
  public long fromClockAhead() {
    return fromClockAhead;
  }

  /** Times that the process ended because its storage failed. */
  public long storageFailures() {
    return storageFailures;
  }

  /** A life is over. */
  void ended(@Nullable NodeHost life) {
    if (life != null) {
      add(life.node(), states);
    }
  }

  /** What it met, that of its present life included, by the names of states. */
  SortedMap<String, Long> states(@Nullable NodeHost present) {
    TreeMap<String, Long> all = new TreeMap<>(states);
    if (present != null) {
      add(present.node(), all);
    }
    return all;
  }

  private static void add(Node life, TreeMap<String, Long> to) {
    add(life.repairs(), to);
    add(life.membership(), to);
  }

  private static void add(Membership life, TreeMap<String, Long> to) {
    to.merge("members suspected", life.count(MemberCounter.SUSPICIONS), Long::sum);
    to.merge("suspicions refuted", life.count(MemberCounter.SUSPICIONS_REFUTED), Long::sum);
    to.merge("members found dead", life.count(MemberCounter.DEATHS), Long::sum);
    to.merge("members back", life.count(MemberCounter.RETURNS), Long::sum);
    to.merge("members falsely dead", life.count(MemberCounter.FALSE_ALARMS), Long::sum);
  }

  private static void add(RepairCounts life, TreeMap<String, Long> to) {
    to.merge("a digest stood for something else", life.digestMismatches(), Long::sum);
    to.merge("a read was written back", life.writeBacks(), Long::sum);
    to.merge("a read repair was sent", life.readRepairs(), Long::sum);
    to.merge("a read repair was left out", life.readRepairsSkipped(), Long::sum);
    to.merge("hash trees were grown after a start", life.growths(), Long::sum);
    to.merge("owners were compared", life.exchanges(), Long::sum);
    to.merge("an exchange found a difference", life.exchanged().cells(), Long::sum);
    to.merge("an exchange was broken off", life.exchanged().unfinished(), Long::sum);
  }
}
