package dev.gyre.core.node;

import dev.gyre.core.coordinate.Get;
import dev.gyre.core.coordinate.ReadRepair;
import dev.gyre.core.machine.Coordination;

/** How often a node's reads met owners that differ, and what they did about it, in this life. */
public final class RepairCounts {
  private long digestMismatches;
  private long writeBacks;
  private long readRepairs;
  private long readRepairsSkipped;

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
