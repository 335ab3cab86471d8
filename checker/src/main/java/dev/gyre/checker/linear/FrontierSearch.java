package dev.gyre.checker.linear;

/**
 * All configurations at once, one completion after the other: refutes quickly, because what cannot
 * be is gone at the completion that shows it. The set stays small while domination holds it down.
 */
final class FrontierSearch implements Search {
  private final Engine engine;
  private final Timeline timeline;
  private final Closure closure;
  private ConfigurationTable current;
  private ConfigurationTable next;
  private final long[] configuration;
  private int at;
  private boolean begun;
  private boolean full;
  private int last = Trail.START;
  private int lastState;

  FrontierSearch(Engine engine) {
    this.engine = engine;
    timeline = engine.timeline();
    current = new ConfigurationTable(engine.layout(), engine.budget());
    next = new ConfigurationTable(engine.layout(), engine.budget());
    configuration = new long[engine.layout().words];
    closure = new Closure(engine, this::keep);
    for (int state : engine.problem().initial) {
      configuration[0] = Layout.head(0, state);
      current.add(configuration, Trail.START);
    }
  }

  private boolean keep(long[] found, int trail) {
    found[0] = Layout.head(0, Layout.state(found, 0));
    return next.add(found, trail) != ConfigurationTable.FULL;
  }

  @Override
  public Progress advance(long quota) {
    long left = quota;
    while (at < timeline.size()) {
      if (left <= 0 || engine.budget().late(left)) {
        return Progress.RUNNING;
      }
      if (!begun) {
        left -= begin();
      }
      left = closure.run(left, engine.budget());
      if (closure.full() || full) {
        return Progress.FULL;
      }
      if (left < 0) {
        return Progress.RUNNING;
      }
      left--;
      if (next.living() == 0) {
        return Progress.INVALID;
      }
      ConfigurationTable swapped = current;
      current = next;
      next = swapped;
      next.clear();
      begun = false;
      at++;
    }
    choose();
    return Progress.VALID;
  }

  private long begin() {
    begun = true;
    closure.begin(at);
    for (int i = 0; i < current.size() && !full; i++) {
      // A step that is not begun as a whole proves nothing, so the search ends here.
      full = engine.budget().late(i);
      if (!current.dead(i)) {
        current.copy(i, configuration);
        if (closure.finished(configuration)) {
          closure.leave(configuration);
          full |= next.add(configuration, current.trail(i)) == ConfigurationTable.FULL;
        } else {
          closure.seed(configuration, current.trail(i));
        }
      }
    }
    return current.living() / 8;
  }

  private void choose() {
    for (int i = 0; i < current.size(); i++) {
      if (!current.dead(i)) {
        last = current.trail(i);
      }
    }
    lastState = engine.problem().initial[0];
  }

  @Override
  public int reached() {
    return at;
  }

  @Override
  public int[] linearization() {
    Trail trail = engine.trail();
    return trail.lost() || engine.problem().initial.length > 1
        ? new int[0]
        : trail.linearization(last, engine.problem(), timeline, lastState);
  }

  @Override
  public void release() {
    current.release();
    next.release();
    closure.release();
  }
}
