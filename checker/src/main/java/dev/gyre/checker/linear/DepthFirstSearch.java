package dev.gyre.checker.linear;

import java.util.Arrays;

/**
 * One configuration at a time, the shortest step first, coming back where it fails: finds
 * linearizations quickly. What was visited, or is dominated by what was, is never visited again.
 */
final class DepthFirstSearch implements Search {
  private static final int INITIAL = 64;

  private final Engine engine;
  private final Timeline timeline;
  private final Layout layout;
  private final Closure closure;
  private final ConfigurationTable visited;
  private final long[] configuration;
  private long[] stack;
  private int[] trails = new int[INITIAL];
  private boolean[] tried = new boolean[INITIAL];
  private int depth;
  private int pushedFrom;
  private int reached;

  /** Whether the closure of the configuration taken last is not complete. */
  private boolean inside;

  private boolean full;
  private int last = Trail.START;

  DepthFirstSearch(Engine engine) {
    this.engine = engine;
    timeline = engine.timeline();
    layout = engine.layout();
    visited = new ConfigurationTable(layout, engine.budget());
    configuration = new long[layout.words];
    stack = new long[INITIAL * layout.words];
    closure = new Closure(engine, this::push);
    for (int state : engine.problem().initial) {
      configuration[0] = Layout.head(-1, state);
      push(configuration, Trail.START);
    }
  }

  @Override
  public Progress advance(long quota) {
    long left = quota;
    while (true) {
      if (inside) {
        left = closure.run(left, engine.budget());
        if (left >= 0) {
          inside = false;
          reverse();
        }
      }
      if (closure.full() || full) {
        return Progress.FULL;
      }
      if (left <= 0 || engine.budget().late(left)) {
        return Progress.RUNNING;
      }
      if (depth == 0) {
        return Progress.INVALID;
      }
      left--;
      if (step()) {
        return Progress.VALID;
      }
    }
  }

  /** Takes the top of the stack on; whether it is a complete linearization. */
  private boolean step() {
    int top = depth - 1;
    System.arraycopy(stack, top * layout.words, configuration, 0, layout.words);
    int trail = trails[top];
    int at = Layout.position(configuration, 0);
    reached = Math.max(reached, at);
    if (at == timeline.size()) {
      last = trail;
      return true;
    }
    closure.begin(at);
    if (closure.finished(configuration)) {
      depth--;
      closure.leave(configuration);
      full = !push(configuration, trail);
      return false;
    }
    if (!tried[top]) {
      tried[top] = true;
      if (closure.direct(configuration, trail)) {
        return false;
      }
    }
    depth--;
    pushedFrom = depth;
    inside = true;
    closure.seed(configuration, trail);
    return false;
  }

  /** Puts a configuration on the stack, one completion further, unless it is known. */
  private boolean push(long[] found, int trail) {
    found[0] = Layout.head(Layout.position(found, 0) + 1, Layout.state(found, 0));
    int entry = visited.add(found, trail);
    if (entry == ConfigurationTable.FULL) {
      return false;
    }
    if (entry >= 0) {
      if (depth == trails.length) {
        if (!engine.budget().take(depth * (layout.words * 8L + 5))) {
          return false;
        }
        stack = Arrays.copyOf(stack, depth * 2 * layout.words);
        trails = Arrays.copyOf(trails, depth * 2);
        tried = Arrays.copyOf(tried, depth * 2);
      }
      System.arraycopy(found, 0, stack, depth * layout.words, layout.words);
      trails[depth] = trail;
      tried[depth++] = false;
    }
    return true;
  }

  /** What the closure found first was cheapest: it goes on top. */
  private void reverse() {
    for (int low = pushedFrom, high = depth - 1; low < high; low++, high--) {
      for (int w = 0; w < layout.words; w++) {
        long word = stack[low * layout.words + w];
        stack[low * layout.words + w] = stack[high * layout.words + w];
        stack[high * layout.words + w] = word;
      }
      int trail = trails[low];
      trails[low] = trails[high];
      trails[high] = trail;
    }
  }

  @Override
  public int reached() {
    return reached;
  }

  @Override
  public int[] linearization() {
    Trail trail = engine.trail();
    return trail.lost() || engine.problem().initial.length > 1
        ? new int[0]
        : trail.linearization(last, engine.problem(), timeline, engine.problem().initial[0]);
  }

  @Override
  public void release() {
    visited.release();
    closure.release();
    engine.budget().take((INITIAL - trails.length) * (layout.words * 8L + 5));
    stack = new long[INITIAL * layout.words];
    trails = new int[INITIAL];
    tried = new boolean[INITIAL];
    depth = 0;
  }
}
