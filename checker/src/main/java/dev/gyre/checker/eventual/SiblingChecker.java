package dev.gyre.checker.eventual;

import dev.gyre.checker.eventual.SiblingHistory.Read;
import dev.gyre.checker.eventual.SiblingHistory.Write;
import io.vavr.collection.Vector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sibling register must never do.
 *
 * <ul>
 *   <li><em>Nothing out of thin air</em>: a value that is read was written, by a write that began
 *       before the read ended.
 *   <li><em>No acknowledged write lost</em>: a complete read returns every value that was
 *       acknowledged before it began, or one that supersedes it, through any number of writes.
 *   <li><em>No resurrection</em>: a complete read does not return a value that was superseded by a
 *       write acknowledged before it began; no read of a session returns what an earlier one of the
 *       session showed superseded.
 *   <li><em>Causality of siblings</em>: no read returns a value beside one that supersedes it.
 * </ul>
 */
public final class SiblingChecker {
  private final SiblingHistory history;
  private final Map<Object, Write> byValue = new HashMap<>();

  /** For a value, everything that its write supersedes, through any number of writes. */
  private final Map<Object, Set<Object>> below = new HashMap<>();

  private final List<Finding> findings = new ArrayList<>();

  private SiblingChecker(SiblingHistory history) {
    this.history = history;
    for (Write write : history.writes()) {
      byValue.put(write.value(), write);
    }
  }

  /** Checks one register; empty when all promises were kept. */
  public static Vector<Finding> check(SiblingHistory history) {
    SiblingChecker check = new SiblingChecker(history);
    for (Read read : history.reads()) {
      check.thinAir(read);
      check.causality(read);
      if (read.complete()) {
        check.lost(read);
        check.resurrected(read);
      }
    }
    check.sessions();
    return Vector.ofAll(check.findings);
  }

  private Set<Object> below(Object value) {
    Set<Object> known = below.get(value);
    if (known != null) {
      return known;
    }
    Set<Object> all = new HashSet<>();
    Deque<Object> left = new ArrayDeque<>(List.of(value));
    while (!left.isEmpty()) {
      Write write = byValue.get(left.remove());
      for (Object older : write == null ? Vector.empty() : write.supersedes()) {
        if (!older.equals(value) && all.add(older)) {
          left.add(older);
        }
      }
    }
    below.put(value, all);
    return all;
  }

  private void thinAir(Read read) {
    for (Object value : read.siblings()) {
      Write write = byValue.get(value);
      if (write == null || write.interval().start() > read.interval().end()) {
        find(
            "nothing out of thin air",
            write == null ? Vector.of(read.index()) : Vector.of(write.index(), read.index()),
            "a read by process "
                + read.process()
                + " returned "
                + value
                + (write == null ? ", which nobody wrote" : " before its write began"));
      }
    }
  }

  private void causality(Read read) {
    for (Object newer : read.siblings()) {
      for (Object older : read.siblings()) {
        if (below(newer).contains(older)) {
          find(
              "causality of siblings",
              Vector.of(read.index()),
              "a read by process "
                  + read.process()
                  + " returned "
                  + older
                  + " beside "
                  + newer
                  + ", which supersedes it");
        }
      }
    }
  }

  private void lost(Read read) {
    for (Write write : history.writes()) {
      boolean due = write.acknowledged() && write.interval().end() < read.interval().start();
      if (!due || represented(write, read)) {
        continue;
      }
      find(
          "no acknowledged write lost",
          Vector.of(write.index(), read.index()),
          "the write of "
              + write.value()
              + " was acknowledged, but a read by process "
              + read.process()
              + " that began later returned "
              + read.siblings().mkString("[", ", ", "]")
              + ", none of which is it or supersedes it");
    }
  }

  /** Whether a value is there, or one that supersedes it, or was removed by a delete. */
  private boolean represented(Write write, Read read) {
    if (write.tombstone() || read.siblings().contains(write.value())) {
      return true;
    }
    for (Object sibling : read.siblings()) {
      if (below(sibling).contains(write.value())) {
        return true;
      }
    }
    for (Write other : history.writes()) {
      boolean may = other.interval().start() <= read.interval().end();
      boolean covers = below(other.value()).contains(write.value());
      if (may && covers && (other.tombstone() || superseded(other, read))) {
        return true;
      }
    }
    return false;
  }

  /** Whether some delete that may have happened by a read removed a write's value. */
  private boolean superseded(Write write, Read read) {
    for (Write other : history.writes()) {
      boolean may = other.tombstone() && other.interval().start() <= read.interval().end();
      if (may && below(other.value()).contains(write.value())) {
        return true;
      }
    }
    return false;
  }

  private void resurrected(Read read) {
    for (Write write : history.writes()) {
      boolean over = write.acknowledged() && write.interval().end() < read.interval().start();
      for (Object older : over ? read.siblings() : Vector.empty()) {
        if (below(write.value()).contains(older)) {
          find(
              "no resurrection",
              Vector.of(write.index(), read.index()),
              "a read by process "
                  + read.process()
                  + " returned "
                  + older
                  + ", which an acknowledged "
                  + (write.tombstone() ? "delete" : "write of " + write.value())
                  + " had superseded before it began");
        }
      }
    }
  }

  private void sessions() {
    List<Read> ordered = history.reads().asJava();
    List<Read> sorted = new ArrayList<>(ordered);
    sorted.sort(
        Comparator.comparingInt(Read::process).thenComparingLong(read -> read.interval().start()));
    Set<Object> gone = new HashSet<>();
    Read before = null;
    for (Read read : sorted) {
      if (before == null || before.process() != read.process()) {
        gone.clear();
      }
      for (Object value : read.siblings()) {
        if (gone.contains(value)) {
          find(
              "no resurrection",
              Vector.of(before == null ? read.index() : before.index(), read.index()),
              "process "
                  + read.process()
                  + " read "
                  + value
                  + " after it had read a value that supersedes it");
        }
      }
      for (Object value : read.siblings()) {
        gone.addAll(below(value));
      }
      before = read;
    }
  }

  private void find(String promise, Vector<Integer> operations, String sentence) {
    findings.add(new Finding(promise, history.key(), operations, sentence));
  }
}
