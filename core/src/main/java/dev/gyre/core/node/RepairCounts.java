package dev.gyre.core.node;

import dev.gyre.core.coordinate.Get;
import dev.gyre.core.coordinate.ReadRepair;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.repair.Growing;
import io.vavr.collection.List;

/** How often a node's reads met owners that differ, and what they did about it, in this life. */
public final class RepairCounts {
  private long digestMismatches;
  private long writeBacks;
  private long readRepairs;
  private long readRepairsSkipped;
  private long growths;
  private long exchanges;
  private RepairReport exchanged = RepairReport.NONE;

  /** Gets that were told a digest which stood for something they had not read. */
  public long digestMismatches() {
    return digestMismatches;
  }

  /** Gets that made what they had read durable on a majority before they answered. */
  public long writeBacks() {
    return writeBacks;
  }

  /** Gets that sent owners what they lacked, after their answer. */
  public long readRepairs() {
    return readRepairs;
  }

  /** Gets that would have looked further and did not, because too many did already. */
  public long readRepairsSkipped() {
    return readRepairsSkipped;
  }

  /** Times that all hash trees were grown anew. */
  public long growths() {
    return growths;
  }

  /** Comparisons with other owners that this node began and that came to their end. */
  public long exchanges() {
    return exchanges;
  }

  /** What came of those. */
  public RepairReport exchanged() {
    return exchanged;
  }

  /** A machine's last effects. */
  void ended(Coordination machine, List<Effect> effects) {
    growths += machine instanceof Growing ? 1 : 0;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Answer answer
          && answer.outcome() instanceof Outcome.Repaired repaired) {
        exchanges++;
        exchanged = exchanged.plus(repaired.report());
      }
    }
  }

  void count(Coordination before, Coordination next) {
    if (next instanceof Get.WritingBack && !(before instanceof Get.WritingBack)) {
      writeBacks++;
    }
    if (next instanceof ReadRepair.Repairing && !(before instanceof ReadRepair.Repairing)) {
      readRepairs++;
    }
    if (hasUnread(next) && !hasUnread(before)) {
      digestMismatches++;
    }
  }

  private static boolean hasUnread(Coordination machine) {
    return machine instanceof Get.Reading reading && reading.meetsDifferences();
  }

  void skipped() {
    readRepairsSkipped++;
  }
}
