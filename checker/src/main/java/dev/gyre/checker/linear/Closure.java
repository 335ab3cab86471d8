package dev.gyre.checker.linear;

/**
 * One step just in time (Lowe, "Testing for linearizability", CCPE 29, 2017): given configurations
 * in which the operation that completes next is not linearized, finds all those, reached by
 * linearizing operations under way, in which it is, and no further.
 *
 * <p>Nothing is lost by waiting: an operation linearized earlier could as well have been at this
 * moment. Nothing is lost either by linearizing a read-only operation as soon as the state allows
 * it, by choosing among equal calls the one that must complete first, nor by using the optional
 * operation of a call that was invoked first.
 */
final class Closure {
  /** Takes the configurations found. */
  interface Target {
    /** Takes one; false when there is no memory for it. The words are only lent. */
    boolean accept(long[] configuration, int trail);
  }

  private final SearchProblem problem;
  private final Timeline timeline;
  private final Layout layout;
  private final boolean countOptionals;
  private final Trail trail;
  private final ConfigurationTable reached;
  private final Target target;
  private final long[] base;
  private final long[] child;
  private final int[] callStamp;
  private final int[] groups;
  private final int[] groupAvailable;
  private int groupCount;
  private int stamp;
  private int at;
  private int finishing;
  private int cursor;
  private boolean full;

  Closure(Engine engine, Target target) {
    problem = engine.problem();
    timeline = engine.timeline();
    layout = engine.layout();
    countOptionals = engine.countOptionals();
    trail = engine.trail();
    reached = new ConfigurationTable(layout, engine.budget());
    this.target = target;
    base = new long[layout.words];
    child = new long[layout.words];
    int calls = 0;
    for (int call : problem.call) {
      calls = Math.max(calls, call + 1);
    }
    callStamp = new int[calls];
    groups = new int[problem.groups()];
    groupAvailable = new int[problem.groups()];
  }

  /** Starts over at a completion. */
  void begin(int completion) {
    at = completion;
    finishing = timeline.completing[completion];
    cursor = 0;
    reached.clear();
    groupCount = 0;
    long position = problem.completed[finishing];
    for (int g = 0; g < problem.groups(); g++) {
      int available = problem.available(g, position);
      if (available > 0) {
        groups[groupCount] = g;
        groupAvailable[groupCount++] = available;
      }
    }
  }

  /** Whether the operation that completes is linearized in a configuration. */
  boolean finished(long[] configuration) {
    return Layout.has(configuration, plane(finishing), timeline.slot[finishing]);
  }

  /** Forgets the slot of the operation that completes, for the next one to have it. */
  void leave(long[] configuration) {
    Layout.clear(configuration, plane(finishing), timeline.slot[finishing]);
  }

  private int plane(int operation) {
    return timeline.readOnly[operation] ? layout.readers : Layout.MUTATORS;
  }

  /** Adds a configuration to start from. */
  void seed(long[] configuration, int trailId) {
    System.arraycopy(configuration, 0, child, 0, layout.words);
    offer(trailId);
  }

  /**
   * Tries the shortest way alone: the completing operation right now.
   *
   * @return whether it was possible
   */
  boolean direct(long[] configuration, int trailId) {
    System.arraycopy(configuration, 0, child, 0, layout.words);
    settle(child);
    if (!finished(child)) {
      if (timeline.readOnly[finishing]) {
        return false;
      }
      int state = problem.automaton.step(Layout.state(child, 0), problem.call[finishing]);
      if (state == Automaton.IMPOSSIBLE) {
        return false;
      }
      Layout.set(child, Layout.MUTATORS, timeline.slot[finishing]);
      move(state);
      settle(child);
      emit(trail.note(trailId, finishing, at));
    } else {
      emit(trailId);
    }
    return true;
  }

  /** Whether memory ran out. */
  boolean full() {
    return full;
  }

  /**
   * Works until done or until some number of configurations were expanded.
   *
   * @return the number left, negative when not done
   */
  long run(long quota, Budget budget) {
    long left = quota;
    while (cursor < reached.size() && !full) {
      if (left <= 0 || budget.late(left)) {
        return -1;
      }
      if (!reached.dead(cursor)) {
        reached.copy(cursor, base);
        expand(reached.trail(cursor));
        left--;
      }
      cursor++;
    }
    return Math.max(left, 0);
  }

  private void expand(int trailId) {
    int state = Layout.state(base, 0);
    stamp++;
    for (int i = timeline.pendingFrom[at]; i < timeline.readersFrom[at]; i++) {
      int mutator = timeline.pending[i];
      int call = problem.call[mutator];
      if (callStamp[call] == stamp || Layout.has(base, Layout.MUTATORS, timeline.slot[mutator])) {
        continue;
      }
      callStamp[call] = stamp;
      int next = problem.automaton.step(state, call);
      if (next != Automaton.IMPOSSIBLE) {
        System.arraycopy(base, 0, child, 0, layout.words);
        Layout.set(child, Layout.MUTATORS, timeline.slot[mutator]);
        move(next);
        offer(trail.note(trailId, mutator, at));
      }
    }
    for (int i = 0; i < groupCount; i++) {
      useOptional(i, state, trailId);
    }
    for (int call : problem.freeCalls) {
      int next = problem.automaton.step(state, call);
      if (next != Automaton.IMPOSSIBLE && next != state) {
        System.arraycopy(base, 0, child, 0, layout.words);
        move(next);
        offer(trailId);
      }
    }
  }

  private void useOptional(int index, int state, int trailId) {
    int group = groups[index];
    int next = problem.automaton.step(state, problem.groupCall[group]);
    if (next == Automaton.IMPOSSIBLE || next == state) {
      return;
    }
    int optional = problem.groupFrom[group];
    System.arraycopy(base, 0, child, 0, layout.words);
    if (countOptionals) {
      int end = optional + groupAvailable[index];
      while (optional < end && Layout.has(base, layout.optionals, optional)) {
        optional++;
      }
      if (optional == end) {
        return;
      }
      Layout.set(child, layout.optionals, optional);
    }
    move(next);
    offer(trail.note(trailId, problem.size + optional, at));
  }

  private void move(int state) {
    child[0] = Layout.head(Layout.position(child, 0), state);
  }

  /** Linearizes whatever changes nothing, then keeps or emits the child. */
  private void offer(int trailId) {
    settle(child);
    if (finished(child)) {
      emit(trailId);
    } else if (reached.add(child, trailId) == ConfigurationTable.FULL) {
      full = true;
    }
  }

  private void emit(int trailId) {
    leave(child);
    if (!target.accept(child, trailId)) {
      full = true;
    }
  }

  private void settle(long[] configuration) {
    int state = Layout.state(configuration, 0);
    int end = timeline.pendingFrom[at + 1];
    for (int i = timeline.readersFrom[at]; i < end; i++) {
      int reader = timeline.pending[i];
      if (problem.automaton.step(state, problem.call[reader]) == state) {
        Layout.set(configuration, layout.readers, timeline.slot[reader]);
      }
    }
  }

  /** Gives memory back. */
  void release() {
    reached.release();
  }
}
