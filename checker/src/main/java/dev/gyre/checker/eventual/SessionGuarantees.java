package dev.gyre.checker.eventual;

import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Functions;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.Outcome;
import io.vavr.collection.Vector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks session guarantees of registers whose written values are unique per key.
 *
 * <p>Each guarantee says, for two consecutive operations of a session on a key, that the value of
 * the second is the value of the first or a later one. All that are asked for hold together exactly
 * when these demands, with the initial value before all others, have no circle: then there is one
 * order of the versions of each key for which no session ever went back. A circle is reported with
 * the guarantees whose demands close it.
 *
 * <p>The order of a session is the order of its invocations; an operation of unknown outcome that
 * nobody saw demands nothing.
 */
public final class SessionGuarantees {
  private record Edge(int from, int to, Guarantee guarantee, int earlier, int later) {}

  private final History history;
  private final Set<Guarantee> asked;
  private final List<Finding> findings = new ArrayList<>();

  private SessionGuarantees(History history, Set<Guarantee> asked) {
    this.history = history;
    this.asked = asked;
  }

  /**
   * Checks a history.
   *
   * @param asked which guarantees were promised
   * @return what was broken, at most one finding a key; empty when all hold
   * @throws IllegalArgumentException if a key has one value written twice
   */
  public static Vector<Finding> check(History history, Set<Guarantee> asked) {
    EnumSet<Guarantee> set = EnumSet.noneOf(Guarantee.class);
    set.addAll(asked);
    SessionGuarantees check = new SessionGuarantees(history, set);
    TreeMap<Integer, List<Integer>> byKey = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      byKey.computeIfAbsent(history.key(i), key -> new ArrayList<>()).add(i);
    }
    byKey.forEach(check::key);
    return Vector.ofAll(check.findings);
  }

  private void key(int key, List<Integer> operations) {
    List<Integer> ordered = new ArrayList<>(operations);
    ordered.sort((a, b) -> Long.compare(history.invoked(a), history.invoked(b)));
    requireUnique(ordered);
    TreeMap<Integer, List<Edge>> edges = new TreeMap<>();
    TreeMap<Integer, List<Integer>> sessions = new TreeMap<>();
    for (int i : ordered) {
      if (version(i) >= 0) {
        sessions.computeIfAbsent(history.process(i), process -> new ArrayList<>()).add(i);
      }
    }
    for (List<Integer> session : sessions.values()) {
      demands(session, edges);
    }
    circle(key, edges);
  }

  private void requireUnique(List<Integer> operations) {
    TreeMap<Integer, Integer> writers = new TreeMap<>();
    for (int i : operations) {
      int written = written(i);
      Integer other = written < 0 ? null : writers.put(written, i);
      if (other != null && history.values().get(written) != Absent.ABSENT) {
        throw new IllegalArgumentException(
            "session guarantees need unique values; operations "
                + other
                + " and "
                + i
                + " both write "
                + history.values().get(written));
      }
    }
  }

  /** The value that an operation put there, or −1. */
  private int written(int index) {
    if (history.outcome(index) != Outcome.OK && history.outcome(index) != Outcome.UNKNOWN) {
      return -1;
    }
    return switch (history.function(index)) {
      case Functions.WRITE -> history.input(index);
      case Functions.CAS -> history.next(index);
      default -> -1;
    };
  }

  /** The value that an operation of known outcome speaks of, or −1. */
  private int version(int index) {
    return switch (history.outcome(index)) {
      case OK -> history.function(index) == Functions.READ ? history.output(index) : written(index);
      case MISMATCH -> history.output(index);
      case FAILED, UNKNOWN -> -1;
    };
  }

  private boolean reads(int index) {
    return history.function(index) == Functions.READ || history.outcome(index) == Outcome.MISMATCH;
  }

  /**
   * Not only neighbours: a guarantee that was not asked for must not break the chain of one that
   * was. The last write and the last read before an operation are enough.
   */
  private void demands(List<Integer> session, SortedMap<Integer, List<Edge>> edges) {
    int lastWrite = -1;
    int lastRead = -1;
    for (int i : session) {
      boolean read = reads(i);
      if (lastWrite >= 0) {
        demand(read ? Guarantee.READ_YOUR_WRITES : Guarantee.MONOTONIC_WRITES, lastWrite, i, edges);
      }
      if (lastRead >= 0) {
        demand(
            read ? Guarantee.MONOTONIC_READS : Guarantee.WRITES_FOLLOW_READS, lastRead, i, edges);
      }
      if (read) {
        lastRead = i;
      } else {
        lastWrite = i;
      }
    }
  }

  private void demand(
      Guarantee guarantee, int earlier, int later, SortedMap<Integer, List<Edge>> edges) {
    int from = version(earlier);
    int to = version(later);
    if (from != to && asked.contains(guarantee)) {
      edges
          .computeIfAbsent(from, value -> new ArrayList<>())
          .add(new Edge(from, to, guarantee, earlier, later));
    }
  }

  /** Looks for the shortest circle; going back to the initial value is one by itself. */
  private void circle(int key, SortedMap<Integer, List<Edge>> edges) {
    List<Edge> shortest = List.of();
    for (Integer start : edges.keySet()) {
      List<Edge> found = pathBack(start, edges);
      if (!found.isEmpty() && (shortest.isEmpty() || found.size() < shortest.size())) {
        shortest = found;
      }
      if (shortest.size() == 1 || shortest.size() == 2) {
        break;
      }
    }
    if (!shortest.isEmpty()) {
      report(key, shortest);
    }
  }

  private List<Edge> pathBack(int start, SortedMap<Integer, List<Edge>> edges) {
    TreeMap<Integer, Edge> reachedBy = new TreeMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int at = queue.remove();
      for (Edge edge : edges.getOrDefault(at, List.of())) {
        boolean reborn = deletes(key(edge.later()), edge.to());
        boolean back =
            edge.to() == start || (!reborn && history.values().get(edge.to()) == Absent.ABSENT);
        if (back) {
          return trace(edge, start, reachedBy);
        }
        if (reachedBy.putIfAbsent(edge.to(), edge) == null) {
          queue.add(edge.to());
        }
      }
    }
    return List.of();
  }

  private int key(int operation) {
    return history.key(operation);
  }

  /** Whether absent may be a later version on a key, because somebody deleted. */
  private boolean deletes(int key, int value) {
    if (history.values().get(value) != Absent.ABSENT) {
      return false;
    }
    for (int i = 0; i < history.size(); i++) {
      if (history.key(i) == key && written(i) == value) {
        return true;
      }
    }
    return false;
  }

  private static List<Edge> trace(Edge last, int start, Map<Integer, Edge> reachedBy) {
    List<Edge> path = new ArrayList<>(List.of(last));
    int at = last.from();
    while (at != start) {
      Edge edge = reachedBy.get(at);
      if (edge == null) {
        break;
      }
      path.add(0, edge);
      at = edge.from();
    }
    return path;
  }

  private void report(int key, List<Edge> circle) {
    EnumSet<Guarantee> broken = EnumSet.noneOf(Guarantee.class);
    Vector<Integer> operations = Vector.empty();
    StringBuilder sentence = new StringBuilder();
    for (Edge edge : circle) {
      broken.add(edge.guarantee());
      operations = operations.append(edge.earlier()).append(edge.later());
      sentence
          .append(sentence.isEmpty() ? "" : ", but ")
          .append("process ")
          .append(history.process(edge.earlier()))
          .append(" did ")
          .append(history.operation(edge.earlier()))
          .append(" and then ")
          .append(history.operation(edge.later()));
    }
    String names = String.join(" + ", broken.stream().map(Guarantee::label).toList());
    findings.add(
        new Finding(
            names, history.keys().get(key), operations.distinct().sorted(), sentence.toString()));
  }
}
