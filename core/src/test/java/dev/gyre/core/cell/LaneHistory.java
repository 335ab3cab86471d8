package dev.gyre.core.cell;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replicas of one key driven by a list of numbers, beside an obvious model of them: the set of dots
 * each has heard of, and the set of those it knows to be superseded. Other tests take random lanes
 * from here.
 */
public final class LaneHistory {
  private static final int REPLICAS = 3;

  /** Large enough that nothing is ever forgotten, so that the model needs no windows. */
  private static final int WINDOW = 1_000;

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Set<Dot>> heard = new ArrayList<>();
  private final List<Set<Dot>> superseded = new ArrayList<>();

  /**
   * Dots whose write a replica knows: a context names dots alone, only a lane says which write
   * minted them.
   */
  private final List<Set<Dot>> named = new ArrayList<>();

  private final TreeMap<Dot, WriteId> writes = new TreeMap<>();
  private final List<Seen> contexts = new ArrayList<>();
  private final List<Set<Dot>> contextDots = new ArrayList<>();

  /** By context: the dots whose writes it names. */
  private final List<Set<Dot>> contextNames = new ArrayList<>();

  private long time = 1;

  public LaneHistory() {
    for (int i = 0; i < REPLICAS; i++) {
      lanes.add(Lane.EMPTY);
      heard.add(new LinkedHashSet<>());
      superseded.add(new LinkedHashSet<>());
      named.add(new LinkedHashSet<>());
    }
  }

  public List<Lane> lanes() {
    return lanes;
  }

  /** Takes one step, chosen by the number. */
  public void step(int choice) {
    int at = Math.floorMod(choice, REPLICAS);
    int other = (at + 1 + Math.floorMod(choice / 3, REPLICAS - 1)) % REPLICAS;
    int rest = Math.floorMod(choice / 16, 1_000);
    switch (Math.floorMod(choice / 6, 6)) {
      case 0 -> put(at, null, null, new WriteId(time++, 1 + rest % 3, time));
      case 1 -> putWithContext(at, rest);
      case 2, 3 -> merge(at, other);
      case 4 -> read(at);
      default -> retry(at, rest);
    }
  }

  private void putWithContext(int at, int rest) {
    if (contexts.isEmpty()) {
      read(at);
    }
    int which = rest % contexts.size();
    put(at, contexts.get(which), contextDots.get(which), new WriteId(time++, 7, time));
    named.get(at).addAll(contextNames.get(which));
    buryAliases(at);
  }

  /** An earlier write again, blind, at whatever replica. */
  private void retry(int at, int rest) {
    if (!writes.isEmpty()) {
      List<WriteId> ids = new ArrayList<>(writes.values());
      put(at, null, null, ids.get(rest % ids.size()));
    }
  }

  private void read(int at) {
    Seen seen = lanes.get(at).seen();
    contexts.add(seen);
    Set<Dot> dots = new LinkedHashSet<>();
    seen.writes().forEach(entry -> dots.addAll(entry.dots()));
    contextNames.add(dots);
    contextDots.add(new LinkedHashSet<>(heard.get(at)));
  }

  private void put(int at, Seen seen, Set<Dot> seenDots, WriteId id) {
    Lane lane = lanes.get(at);
    if (lane.window().knows(id)) {
      return;
    }
    Dot dot = lane.nextDot(new Actor(at + 1, 1, 1));
    Content content = Content.of(Value.of("v" + id.sequence()));
    for (Dot known : survivors(at)) {
      boolean buries =
          seenDots != null
              ? seenDots.contains(known) || names(seen, known)
              : writes.get(known).stamp() < id.stamp();
      if (buries) {
        superseded.get(at).add(known);
      }
    }
    if (seenDots != null) {
      for (Dot known : seenDots) {
        heard.get(at).add(known);
        superseded.get(at).add(known);
      }
    }
    heard.get(at).add(dot);
    named.get(at).add(dot);
    boolean retried = writes.containsValue(id);
    writes.put(dot, id);
    lanes.set(
        at, lane.put(new WriteWindow.Entry(id, List.of(dot), retried), content, seen, WINDOW));
    buryAliases(at);
  }

  private boolean names(Seen seen, Dot known) {
    return seen.writes().stream().anyMatch(entry -> entry.id().names(writes.get(known)));
  }

  private void merge(int into, int from) {
    lanes.set(into, lanes.get(into).merge(lanes.get(from), WINDOW));
    heard.get(into).addAll(heard.get(from));
    superseded.get(into).addAll(superseded.get(from));
    named.get(into).addAll(named.get(from));
    buryAliases(into);
  }

  private void buryAliases(int at) {
    for (Dot gone : List.copyOf(superseded.get(at))) {
      for (Dot known : named.get(at)) {
        if (named.get(at).contains(gone) && writes.get(known).names(writes.get(gone))) {
          superseded.get(at).add(known);
        }
      }
    }
  }

  /** What the model says is left at a replica. */
  public Set<Dot> survivors(int at) {
    Set<Dot> left = new LinkedHashSet<>(heard.get(at));
    left.removeAll(superseded.get(at));
    return left;
  }
}
