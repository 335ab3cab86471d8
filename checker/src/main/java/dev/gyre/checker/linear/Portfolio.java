package dev.gyre.checker.linear;

import dev.gyre.checker.linear.Search.Progress;

/**
 * Searches side by side under one budget, in turns that grow: depth first finds linearizations, the
 * frontier refutes, and each can be hopeless where the other is instant. With optional operations a
 * third one lets these happen any number of times: what is impossible even so is impossible.
 */
final class Portfolio {
  /** What came out. */
  enum Answer {
    /** There is a linearization. */
    VALID,
    /** There is none. */
    INVALID,
    /** Time or memory ran out. */
    UNKNOWN
  }

  /**
   * The answer.
   *
   * @param reached completions passed at best; of an invalid problem, the one that no order
   *     explains
   * @param linearization of a valid problem, unless too long to keep: required operations by index,
   *     optional ones behind them
   * @param limit what ran out, when unknown
   */
  record Result(Answer answer, int reached, int[] linearization, String limit) {}

  private static final long FIRST_QUOTA = 4096;
  private static final long LAST_QUOTA = 1 << 20;

  private Portfolio() {}

  /**
   * Decides a problem.
   *
   * @param certify whether the linearization is wanted; not possible with free calls
   */
  static Result decide(SearchProblem problem, Budget budget, boolean certify) {
    Timeline timeline = Timeline.of(problem);
    if (timeline == null) {
      return unknown(0, "too many operations are under way at once");
    }
    // Repeated without end, the additions to a counter have no end either.
    boolean optional = problem.optionals() > 0 && problem.automaton.finite();
    Search depthFirst = new DepthFirstSearch(Engine.of(problem, timeline, true, budget));
    Search frontier = new FrontierSearch(Engine.of(problem, timeline, true, budget));
    Search relaxed = new FrontierSearch(Engine.of(problem, timeline, !optional, budget));
    try {
      Search[] searches = {relaxed, depthFirst, frontier};
      return race(searches, optional, budget, certify);
    } finally {
      depthFirst.release();
      frontier.release();
      relaxed.release();
    }
  }

  /** The first search only refutes, and only runs when there are optional operations. */
  private static Result race(Search[] searches, boolean optional, Budget budget, boolean certify) {
    boolean[] over = {!optional, false, false};
    long quota = FIRST_QUOTA;
    int reached = 0;
    while (!(over[1] && over[2])) {
      for (int i = 0; i < searches.length; i++) {
        if (over[i]) {
          continue;
        }
        Progress progress = searches[i].advance(quota);
        if (i > 0) {
          reached = Math.max(reached, searches[i].reached());
        }
        if (progress == Progress.INVALID) {
          return new Result(Answer.INVALID, searches[i].reached(), new int[0], "");
        }
        if (progress == Progress.VALID && i > 0) {
          int[] order = certify ? searches[i].linearization() : new int[0];
          return new Result(Answer.VALID, reached, order, "");
        }
        over[i] = progress != Progress.RUNNING;
        if (over[i]) {
          searches[i].release();
        }
      }
      if (budget.late()) {
        return unknown(reached, "time ran out");
      }
      quota = Math.min(quota * 2, LAST_QUOTA);
    }
    return unknown(reached, "memory ran out");
  }

  private static Result unknown(int reached, String limit) {
    return new Result(Answer.UNKNOWN, reached, new int[0], limit);
  }
}
