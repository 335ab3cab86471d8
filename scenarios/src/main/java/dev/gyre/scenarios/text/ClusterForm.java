package dev.gyre.scenarios.text;

import static dev.gyre.scenarios.text.Scalars.INT;
import static dev.gyre.scenarios.text.Scalars.INT_BYTES;
import static dev.gyre.scenarios.text.Scalars.MILLIS;

import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Tuning;
import dev.gyre.scenarios.dsl.Tuning.Cells;
import dev.gyre.scenarios.dsl.Tuning.Hints;
import dev.gyre.scenarios.dsl.Tuning.Store;
import dev.gyre.scenarios.dsl.Tuning.Waits;
import dev.gyre.scenarios.dsl.Tuning.Watch;

/** The cluster, and the product's own limits. */
final class ClusterForm {
  /** How members watch each other; the period before the timeout, which must be shorter. */
  private static final RecordForm<Watch> WATCH =
      RecordForm.of("a watch", Watch.DEFAULT)
          .may(
              "period",
              MILLIS,
              Watch::periodMillis,
              (w, x) -> new Watch(x, w.timeoutMillis(), w.suspicion(), w.stretch(), w.syncMillis()))
          .may(
              "timeout",
              MILLIS,
              Watch::timeoutMillis,
              (w, x) -> new Watch(w.periodMillis(), x, w.suspicion(), w.stretch(), w.syncMillis()))
          .may(
              "suspicion",
              INT,
              Watch::suspicion,
              (w, x) ->
                  new Watch(w.periodMillis(), w.timeoutMillis(), x, w.stretch(), w.syncMillis()))
          .may(
              "stretch",
              INT,
              Watch::stretch,
              (w, x) ->
                  new Watch(w.periodMillis(), w.timeoutMillis(), w.suspicion(), x, w.syncMillis()))
          .may(
              "sync",
              MILLIS,
              Watch::syncMillis,
              (w, x) ->
                  new Watch(w.periodMillis(), w.timeoutMillis(), w.suspicion(), w.stretch(), x));

  static final RecordForm<Tuning> TUNING =
      RecordForm.of("a tuning", Tuning.DEFAULT)
          .may(
              "hedge",
              MILLIS,
              t -> t.waits().hedgeMillis(),
              (t, x) -> t.with(waits(t, x, t.waits().retryMillis(), t.waits().forwardMillis())))
          .may(
              "retry",
              MILLIS,
              t -> t.waits().retryMillis(),
              (t, x) -> t.with(waits(t, t.waits().hedgeMillis(), x, t.waits().forwardMillis())))
          .may(
              "forward",
              MILLIS,
              t -> t.waits().forwardMillis(),
              (t, x) -> t.with(waits(t, t.waits().hedgeMillis(), t.waits().retryMillis(), x)))
          .may("watch", WATCH, t -> t.waits().watch(), (t, x) -> t.with(t.waits().with(x)))
          .may(
              "lane-bytes",
              INT_BYTES,
              t -> t.cells().laneBytes(),
              (t, x) -> t.with(new Cells(x, t.cells().siblings(), t.cells().windowEntries())))
          .may(
              "siblings",
              INT,
              t -> t.cells().siblings(),
              (t, x) -> t.with(new Cells(t.cells().laneBytes(), x, t.cells().windowEntries())))
          .may(
              "window-entries",
              INT,
              t -> t.cells().windowEntries(),
              (t, x) -> t.with(new Cells(t.cells().laneBytes(), t.cells().siblings(), x)))
          .may(
              "segment-bytes",
              INT_BYTES,
              t -> t.store().segmentBytes(),
              (t, x) -> t.with(new Store(x, t.store().memtableBytes(), t.store().stepCells())))
          .may(
              "memtable-bytes",
              Scalars.BYTES,
              t -> t.store().memtableBytes(),
              (t, x) -> t.with(new Store(t.store().segmentBytes(), x, t.store().stepCells())))
          .may(
              "step-cells",
              INT,
              t -> t.store().stepCells(),
              (t, x) -> t.with(new Store(t.store().segmentBytes(), t.store().memtableBytes(), x)))
          .may(
              "body-bytes",
              INT_BYTES,
              t -> t.repair().bodyBytes(),
              (t, x) -> t.with(t.repair().withBodyBytes(x)))
          .may(
              "linger",
              MILLIS,
              t -> t.repair().lingerMillis(),
              (t, x) -> t.with(t.repair().withLinger(x)))
          .may(
              "check-permille",
              INT,
              t -> t.repair().checkPermille(),
              (t, x) -> t.with(t.repair().withCheck(x)))
          .may(
              "repair-interval",
              MILLIS,
              t -> t.repair().intervalMillis(),
              (t, x) -> t.with(t.repair().withInterval(x)))
          .may(
              "hint-bytes",
              INT_BYTES,
              t -> t.hints().bytes(),
              (t, x) -> t.with(new Hints(x, t.hints().ageMillis(), t.hints().inFlight())))
          .may(
              "hint-age",
              MILLIS,
              t -> t.hints().ageMillis(),
              (t, x) -> t.with(new Hints(t.hints().bytes(), x, t.hints().inFlight())))
          .may(
              "hints-in-flight",
              INT,
              t -> t.hints().inFlight(),
              (t, x) -> t.with(new Hints(t.hints().bytes(), t.hints().ageMillis(), x)))
          .may("requests", INT, Tuning::requests, Tuning::withRequests)
          .may("client-attempts", INT, Tuning::clientAttempts, Tuning::withClientAttempts);

  /** Replication and racks follow from nodes, so nodes come first. */
  static final RecordForm<Cluster> CLUSTER =
      RecordForm.of("a cluster", Cluster.DEFAULT)
          .may("nodes", INT, Cluster::nodes, Cluster::nodes)
          .may("replication", INT, Cluster::replication, Cluster::replication)
          .may("racks", INT, Cluster::racks, Cluster::racks)
          .may("storage", Words.form(Cluster.Storage.class), Cluster::storage, Cluster::storage)
          .may("tuning", TUNING, Cluster::tuning, Cluster::tuning);

  private static Waits waits(Tuning tuning, int hedge, int retry, int forward) {
    return new Waits(hedge, retry, forward, tuning.waits().watch());
  }

  private ClusterForm() {}
}
