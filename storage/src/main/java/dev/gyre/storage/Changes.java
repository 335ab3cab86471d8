package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.replica.Change;
import dev.gyre.core.replica.Replica;

/** What requests make of records, whatever keeps these. */
final class Changes {
  private final CellLimits limits;
  private final Hints hints;
  private final HashTrees trees;
  private CellObserver observer = CellObserver.NONE;

  Changes(CellLimits limits, Hints hints, HashTrees trees) {
    this.trees = trees;
    this.limits = limits;
    this.hints = hints;
  }

  /** The hash trees over the cells. */
  HashTrees trees() {
    return trees;
  }

  void observe(CellObserver who) {
    observer = who;
  }

  Change of(Cell record, Request.OnRecord request) {
    return switch (request) {
      case Request.OnCell onCell -> {
        Change change = Replica.apply(record, onCell, limits);
        observer.applied(onCell.key(), record, change.cell(), onCell);
        trees.applied(onCell.key(), record, change.cell());
        yield change;
      }
      case HintRequest.OnHint onHint -> hints.apply(record, onHint, limits);
    };
  }

  /** Whether a request only looks. */
  static boolean isNone(Request request) {
    return request instanceof Request.Read
        || request instanceof Request.ReadDigest
        || request instanceof StrongRequest.Survey
        || request instanceof PartitionRequest.Page
        || request instanceof HintRequest.Take
        || request instanceof HintRequest.Overview;
  }
}
