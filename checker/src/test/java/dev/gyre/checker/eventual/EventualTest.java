package dev.gyre.checker.eventual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.checker.eventual.SiblingHistory.Interval;
import dev.gyre.checker.eventual.SiblingHistory.Read;
import dev.gyre.checker.eventual.SiblingHistory.Write;
import dev.gyre.checker.history.Absent;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Outcome;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventualTest {
  private static final Set<Guarantee> ALL = EnumSet.allOf(Guarantee.class);

  /** Steps such as {@code 0w1 1r1 0r-}: process, write or read, value; one after the other. */
  private static History steps(String text) {
    HistoryBuilder builder = new HistoryBuilder();
    long position = 0;
    for (String step : text.split(" ")) {
      int process = step.charAt(0) - '0';
      String rest = step.substring(2);
      Object value = "-".equals(rest) ? Absent.ABSENT : (Object) Long.valueOf(rest);
      boolean write = step.charAt(1) == 'w';
      Call call = write ? Call.write("k", value) : Call.read("k");
      int index = builder.invoke(process, call, position++);
      builder.complete(index, Outcome.OK, write ? null : value, position++);
    }
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({
    "0w1 0r1 1r1, ''",
    "0w1 1w2 0r2 1r2, ''",
    "0w1 0r-, read your writes",
    "0w1 1r1 1r-, monotonic reads",
    "0w1 0w2 1r2 1r1, monotonic reads + monotonic writes",
    "0w1 1r1 1w2 2r2 2r1, monotonic reads + writes follow reads",
    "0w1 1w2 2r1 2r2 3r2 3r1, monotonic reads",
    "0w1 1w2 0r2 1r1, read your writes",
    "0w1 0w- 0r-, ''",
  })
  void sessionsDoNotGoBack(String text, String broken) {
    Vector<Finding> findings = SessionGuarantees.check(steps(text), ALL);
    assertEquals(broken, findings.map(Finding::promise).mkString(","));
  }

  @Test
  void onlyWhatWasPromisedIsAsked() {
    History history = steps("0w1 0w2 1r2 1r1");
    EnumSet<Guarantee> alone = EnumSet.of(Guarantee.MONOTONIC_READS);
    assertTrue(SessionGuarantees.check(history, alone).isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> SessionGuarantees.check(steps("0w1 1w1"), ALL));
  }

  private static Write write(int index, int value, Vector<Object> supersedes, boolean tombstone) {
    return new Write(
        index, value, supersedes, new Interval(10L * index, 10L * index + 5), true, tombstone);
  }

  private static Read read(int index, Vector<Object> siblings) {
    return new Read(index, 0, siblings, new Interval(10L * index, 10L * index + 5), true);
  }

  private static String promises(Vector<Write> writes, Read... reads) {
    return SiblingChecker.check(new SiblingHistory("k", writes, Vector.of(reads)))
        .map(Finding::promise)
        .distinct()
        .mkString(",");
  }

  @Test
  void siblingsKeepTheirPromises() {
    Vector<Object> none = Vector.empty();
    Vector<Write> two = Vector.of(write(0, 1, none, false), write(1, 2, none, false));
    assertEquals("", promises(two, read(5, Vector.of(1, 2))));
    assertEquals("no acknowledged write lost", promises(two, read(5, Vector.of(1))));
    assertEquals("nothing out of thin air", promises(two, read(5, Vector.of(1, 2, 3))));
    Vector<Write> three = two.append(write(2, 3, Vector.of(1, 2), false));
    assertEquals("", promises(three, read(5, Vector.of(3))));
    assertEquals(
        "causality of siblings,no resurrection", promises(three, read(5, Vector.of(3, 1))));
    Vector<Write> deleted = three.append(write(3, 4, Vector.of(3), true));
    assertEquals("", promises(deleted, read(5, Vector.empty())));
    assertEquals("no resurrection", promises(deleted, read(5, Vector.of(3))));
    assertEquals("", promises(deleted, read(2, Vector.of(1, 2))));
  }

  @Test
  void sessionsSeeNoResurrection() {
    Vector<Write> writes =
        Vector.of(write(0, 1, Vector.empty(), false), write(1, 2, Vector.of(1), false));
    Read first = new Read(5, 3, Vector.of(2), new Interval(50, 51), false);
    Read second = new Read(6, 3, Vector.of(1), new Interval(60, 61), false);
    assertEquals("no resurrection", promises(writes, first, second));
    Read other = new Read(6, 4, Vector.of(1), new Interval(60, 61), false);
    assertEquals("", promises(writes, first, other));
  }

  @ParameterizedTest
  @CsvSource({
    "0w1 1r1, 1",
    "0w1 0w2 1r1, 2",
    "0w1 0w2 0w3 1r1, 3",
    "0w1 0w2 1r1 1r2 1r1, 2",
    "0w1 0w2 0w3 1r3 1r2 1r1, 3",
  })
  void stalenessIsCounted(String text, int k) {
    Staleness staleness = Staleness.of(steps(text), Absent.ABSENT, Duration.ofSeconds(10));
    assertEquals(k, staleness.atMost());
    assertTrue(staleness.exact(), staleness.says());
  }

  @Test
  void aValueThatNobodyWroteIsNeverFresh() {
    Staleness staleness = Staleness.of(steps("0w1 1r7"), Absent.ABSENT, Duration.ofSeconds(10));
    assertEquals(0, staleness.atMost());
    assertTrue(staleness.impossible(), staleness.says());
  }
}
