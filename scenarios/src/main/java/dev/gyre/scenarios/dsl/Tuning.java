package dev.gyre.scenarios.dsl;

/**
 * The product's own configuration in a scenario: small numbers make rare paths common.
 *
 * @param waits of coordinators, in milliseconds
 * @param cells bounds of one cell
 * @param store sizes of log and memtable, in bytes
 * @param repair how owners that differ become equal
 * @param hints for owners that cannot be reached
 * @param requests most that a node coordinates at a time; past it they are refused
 * @param clientAttempts how often a client sends one request at most
 */
public record Tuning(
    Waits waits,
    Cells cells,
    Store store,
    Repair repair,
    Hints hints,
    int requests,
    int clientAttempts) {
  private static final int LONGEST_MILLIS = 3_600_000;
  private static final int MOST_WATCH_MILLIS = 600_000;
  private static final int MOST_PERIODS = 100;
  private static final int MOST_BYTES = 1 << 30;
  private static final int MOST_COUNT = 1_000_000;

  /** As the client has it. */
  private static final int MOST_ATTEMPTS = 32;

  public static final Tuning DEFAULT =
      new Tuning(
          Waits.DEFAULT, Cells.DEFAULT, Store.DEFAULT, Repair.DEFAULT, Hints.DEFAULT, 20_000, 8);

  public Tuning {
    Spans.requireBetween("requests", requests, 1, MOST_COUNT);
    Spans.requireBetween("client-attempts", clientAttempts, 1, MOST_ATTEMPTS);
  }

  /**
   * {@code coordinate.Timings}.
   *
   * @param watch of members for each other
   */
  public record Waits(int hedgeMillis, int retryMillis, int forwardMillis, Watch watch) {
    public static final Waits DEFAULT = new Waits(25, 250, 500, Watch.DEFAULT);

    public Waits {
      Spans.requireBetween("hedge", hedgeMillis, 1, LONGEST_MILLIS);
      Spans.requireBetween("retry", retryMillis, 1, LONGEST_MILLIS);
      Spans.requireBetween("forward", forwardMillis, 1, LONGEST_MILLIS);
    }

    public Waits with(Watch other) {
      return new Waits(hedgeMillis, retryMillis, forwardMillis, other);
    }
  }

  /**
   * {@code member.MemberSettings}.
   *
   * @param periodMillis between two probes of a node
   * @param timeoutMillis for the answer, shorter than the period
   * @param suspicion in periods, the shortest
   * @param stretch the longest suspicion in the shortest
   * @param syncMillis between full exchanges
   */
  public record Watch(
      int periodMillis, int timeoutMillis, int suspicion, int stretch, int syncMillis) {
    public static final Watch DEFAULT = new Watch(1_000, 500, 5, 6, 10_000);

    public Watch {
      Spans.requireBetween("period", periodMillis, 10, MOST_WATCH_MILLIS);
      Spans.requireBetween("timeout", timeoutMillis, 1, MOST_WATCH_MILLIS);
      Spans.requireBetween("suspicion", suspicion, 1, MOST_PERIODS);
      Spans.requireBetween("stretch", stretch, 1, MOST_PERIODS);
      Spans.requireBetween("sync", syncMillis, 10, MOST_WATCH_MILLIS);
    }
  }

  /** {@code cell.CellLimits}. */
  public record Cells(int laneBytes, int siblings, int windowEntries) {
    public static final Cells DEFAULT = new Cells(1 << 20, 64, 32);

    public Cells {
      Spans.requireBetween("lane-bytes", laneBytes, 1, MOST_BYTES);
      Spans.requireBetween("siblings", siblings, 1, MOST_COUNT);
      Spans.requireBetween("window-entries", windowEntries, 1, MOST_COUNT);
    }
  }

  /**
   * Tiny segments and memtables make logs roll and checkpoints run within seconds.
   *
   * @param segmentBytes of a log file
   * @param memtableBytes of changed cells at which a checkpoint begins
   * @param stepCells that one step of a checkpoint writes
   */
  public record Store(int segmentBytes, long memtableBytes, int stepCells) {
    public static final Store DEFAULT = new Store(1 << 16, 1 << 15, 32);

    public Store {
      Spans.requireBetween("segment-bytes", segmentBytes, 1_024, MOST_BYTES);
      Spans.requireBetween("memtable-bytes", memtableBytes, 1, MOST_BYTES);
      Spans.requireBetween("step-cells", stepCells, 1, MOST_COUNT);
    }
  }

  /**
   * {@code coordinate.RepairSettings}.
   *
   * @param bodyBytes of the longest lane that is told where a digest was asked for
   * @param lingerMillis that a get waits after its answer
   * @param checkPermille of a thousand gets, how many look at owners that they did not need
   * @param intervalMillis in which a node compares with each co-owner once; 0: never
   */
  public record Repair(int bodyBytes, int lingerMillis, int checkPermille, int intervalMillis) {
    public static final Repair DEFAULT = new Repair(512, 500, 10, 5_000);

    public Repair {
      Spans.requireBetween("body-bytes", bodyBytes, 0, MOST_BYTES);
      Spans.requireBetween("linger", lingerMillis, 1, LONGEST_MILLIS);
      Spans.requireBetween("check-permille", checkPermille, 0, 1_000);
      Spans.requireBetween("repair-interval", intervalMillis, 0, LONGEST_MILLIS);
    }

    public Repair withBodyBytes(int bytes) {
      return new Repair(bytes, lingerMillis, checkPermille, intervalMillis);
    }

    public Repair withLinger(int millis) {
      return new Repair(bodyBytes, millis, checkPermille, intervalMillis);
    }

    public Repair withCheck(int permille) {
      return new Repair(bodyBytes, lingerMillis, permille, intervalMillis);
    }

    public Repair withInterval(int millis) {
      return new Repair(bodyBytes, lingerMillis, checkPermille, millis);
    }
  }

  /**
   * {@code coordinate.HintSettings} and their bound in {@code storage.StorageOptions}.
   *
   * @param bytes most for one node
   * @param ageMillis of a hint that is dropped
   * @param inFlight most that are handed over to one node at a time
   */
  public record Hints(int bytes, int ageMillis, int inFlight) {
    public static final Hints DEFAULT = new Hints(1 << 20, LONGEST_MILLIS, 64);

    public Hints {
      Spans.requireBetween("hint-bytes", bytes, 0, MOST_BYTES);
      Spans.requireBetween("hint-age", ageMillis, 1, LONGEST_MILLIS);
      Spans.requireBetween("hints-in-flight", inFlight, 1, MOST_COUNT);
    }
  }

  public Tuning with(Waits other) {
    return new Tuning(other, cells, store, repair, hints, requests, clientAttempts);
  }

  public Tuning with(Cells other) {
    return new Tuning(waits, other, store, repair, hints, requests, clientAttempts);
  }

  public Tuning with(Store other) {
    return new Tuning(waits, cells, other, repair, hints, requests, clientAttempts);
  }

  public Tuning with(Repair other) {
    return new Tuning(waits, cells, store, other, hints, requests, clientAttempts);
  }

  public Tuning with(Hints other) {
    return new Tuning(waits, cells, store, repair, other, requests, clientAttempts);
  }

  public Tuning withRequests(int most) {
    return new Tuning(waits, cells, store, repair, hints, most, clientAttempts);
  }

  public Tuning withClientAttempts(int most) {
    return new Tuning(waits, cells, store, repair, hints, requests, most);
  }
}
