package dev.gyre.scenarios.chronicle;

import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.message.RepairRequest;

/** What owners say to become equal, in a person's words. */
final class RepairWords {
  private RepairWords() {}

  static String of(RepairRequest request) {
    return switch (request) {
      case RepairRequest.Roots roots -> "roots of " + roots.partitions();
      case RepairRequest.Hashes hashes when hashes.branches() == 0 ->
          "branches of partition " + hashes.partition();
      case RepairRequest.Hashes hashes -> "leaves of partition " + hashes.partition();
      case RepairRequest.Fetch fetch -> "lanes of " + fetch.keys();
      case RepairRequest.Store store -> "merge into " + store.rows().size() + " cells";
      case RepairRequest.Grow grow -> "grow the tree of partition " + grow.partition();
    };
  }

  static String of(RepairReply reply) {
    return switch (reply) {
      case RepairReply.Roots roots -> "has roots of " + roots.trusted();
      case RepairReply.Hashes hashes -> "has hashes of partition " + hashes.partition();
      case RepairReply.Grown grown ->
          "looked at " + grown.cells() + " cells of partition " + grown.partition();
    };
  }

  static String of(RepairReport report) {
    return "repaired: "
        + report.compared()
        + " partitions compared, "
        + report.cells()
        + " cells differed, "
        + report.unfinished()
        + " left out";
  }
}
