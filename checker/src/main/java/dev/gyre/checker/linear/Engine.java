package dev.gyre.checker.linear;

/**
 * What a search works with.
 *
 * @param countOptionals false lets optional operations happen any number of times once invoked: a
 *     relaxation that refutes fast and proves nothing valid
 */
record Engine(
    SearchProblem problem,
    Timeline timeline,
    Layout layout,
    boolean countOptionals,
    Trail trail,
    Budget budget) {

  static Engine of(
      SearchProblem problem, Timeline timeline, boolean countOptionals, Budget budget) {
    Layout layout = new Layout(problem, timeline, countOptionals);
    return new Engine(problem, timeline, layout, countOptionals, new Trail(budget), budget);
  }
}
