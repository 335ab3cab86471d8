package dev.gyre.scenarios.run;

import dev.gyre.scenarios.dsl.Metric;
import dev.gyre.scenarios.dsl.Occurrence;
import dev.gyre.scenarios.history.Operation;
import java.util.EnumMap;

/** What has happened in a run so far, in numbers that triggers watch. */
final class Observations {
  /** Told of everything that happens, after the numbers have changed. */
  interface Watch {
    void happened(Occurrence occurrence, long times);
  }

  private final EnumMap<Occurrence, Long> times = new EnumMap<>(Occurrence.class);
  private final Watch watch;
  private long answered;
  private long inFlight;
  private long siblings;
  private long nodesDown;
  private long hintsPending;

  Observations(Watch watch) {
    this.watch = watch;
  }

  void asked(boolean write) {
    inFlight++;
    happened(write ? Occurrence.WRITE_ASKED : Occurrence.GET_ASKED);
  }

  void answered(Operation.Result result) {
    inFlight--;
    answered++;
    switch (result) {
      case Operation.Result.Seen seen -> saw(seen);
      case Operation.Result.Written written -> happened(Occurrence.WRITE_ACKNOWLEDGED);
      case Operation.Result.Unknown unknown -> happened(Occurrence.OUTCOME_UNKNOWN);
      case Operation.Result.NotApplied refused -> happened(Occurrence.REFUSED);
      case Operation.Result.Pending pending ->
          throw new IllegalStateException("an answer that is none");
    }
  }

  private void saw(Operation.Result.Seen seen) {
    int count = seen.values().size() + seen.deletions();
    siblings = Math.max(siblings, count);
    if (count > 1) {
      happened(Occurrence.SIBLINGS_SEEN);
    }
  }

  /** The number of nodes that do not run is now this. */
  void nodesDown(int now) {
    for (; nodesDown < now; nodesDown++) {
      happened(Occurrence.NODE_DOWN);
    }
    for (; nodesDown > now; nodesDown--) {
      happened(Occurrence.NODE_UP);
    }
  }

  /** The number of hints that nodes keep is now this. */
  void hintsPending(long now) {
    hintsPending = now;
  }

  long value(Metric metric) {
    return switch (metric) {
      case ANSWERED -> answered;
      case ACKNOWLEDGED -> count(Occurrence.WRITE_ACKNOWLEDGED);
      case UNKNOWN -> count(Occurrence.OUTCOME_UNKNOWN);
      case IN_FLIGHT -> inFlight;
      case SIBLINGS -> siblings;
      case NODES_DOWN -> nodesDown;
      case RESTARTS -> count(Occurrence.NODE_DOWN);
      case HINTS_PENDING -> hintsPending;
    };
  }

  private long count(Occurrence occurrence) {
    return times.getOrDefault(occurrence, 0L);
  }

  private void happened(Occurrence occurrence) {
    watch.happened(occurrence, times.merge(occurrence, 1L, Long::sum));
  }
}
