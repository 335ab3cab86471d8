package dev.gyre.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gyre.checker.RandomHistories;
import dev.gyre.checker.generate.HistoryGenerator;
import dev.gyre.checker.generate.Workload;
import dev.gyre.checker.history.Call;
import dev.gyre.checker.history.History;
import dev.gyre.checker.history.HistoryBuilder;
import dev.gyre.checker.history.Operation;
import dev.gyre.checker.history.Outcome;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold of verdicts on histories too long for brute force. */
class VerdictPropertiesTest {
  private static final int LONGEST = 80;

  private static String verdict(History history) {
    return LinearizabilityChecker.check(
            history, Agreement.MODEL, Budget.of(Duration.ofSeconds(10)), new Options(false, 1))
        .word();
  }

  private static History draw(long seed) {
    RandomHistories.Shape any = RandomHistories.shape(seed, LONGEST);
    return RandomHistories.draw(
        seed,
        new RandomHistories.Shape(
            any.processes(),
            any.operations(),
            any.unique(),
            any.blind(),
            any.unknownPercent() / 6));
  }

  /** A copy of some operations, with completions moved. */
  private static History copy(History history, IntPredicate kept, LongUnaryOperator later) {
    HistoryBuilder builder = new HistoryBuilder();
    for (int i = 0; i < history.size(); i++) {
      if (kept.test(i)) {
        Operation from = history.operation(i);
        Call call = new Call(from.key(), from.function(), from.input(), from.next());
        int index = builder.invoke(from.process(), call, history.invoked(i));
        if (history.completed(i) != History.OPEN) {
          builder.complete(
              index, from.outcome(), from.output(), later.applyAsLong(history.completed(i)));
        }
      }
    }
    return builder.build();
  }

  @Property(tries = 200)
  void whatIsValidStaysValidWithLongerIntervals(@ForAll long seed) {
    History history = draw(seed);
    if ("VALID".equals(verdict(history))) {
      assertEquals("VALID", verdict(copy(history, i -> true, end -> end + 7)));
    }
  }

  @Property(tries = 200)
  void whatIsValidStaysValidWithFewerReads(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int nth) {
    History history = draw(seed);
    if ("VALID".equals(verdict(history))) {
      IntPredicate kept = i -> i % nth != 0 || !"read".equals(history.operation(i).function());
      assertEquals("VALID", verdict(copy(history, kept, end -> end)));
    }
  }

  @Property(tries = 200)
  void failedOperationsSayNothing(@ForAll long seed) {
    History history = draw(seed);
    IntPredicate kept = i -> history.outcome(i) != Outcome.FAILED;
    assertEquals(verdict(history), verdict(copy(history, kept, end -> end)));
  }

  @Property(tries = 100)
  void madeHistoriesAreValidUnlessAReadIsStale(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int processes,
      @ForAll @IntRange(min = 0, max = 30) int unknown) {
    Workload sound = new Workload(400, 2, processes, 0, unknown, 0);
    assertEquals("VALID", verdict(HistoryGenerator.generate(seed, sound)));
    Workload few = new Workload(400, 2, processes, 5, 0, 0);
    assertEquals("VALID", verdict(HistoryGenerator.generate(seed, few)));
  }

  @Property(tries = 50)
  void anEndedBudgetIsNeverAVerdict(@ForAll long seed) {
    History history = HistoryGenerator.generate(seed, new Workload(2_000, 1, 20, 5, 20, 10));
    Verdict verdict =
        LinearizabilityChecker.check(
            history, Agreement.MODEL, Budget.of(Duration.ZERO), new Options(false, 1));
    assertNotEquals("INVALID", verdict.word());
    Verdict cramped =
        LinearizabilityChecker.check(
            history, Agreement.MODEL, Budget.of(Duration.ofSeconds(2), 0), new Options(false, 1));
    if (cramped instanceof Verdict.Unknown unknown) {
      assertEquals(true, unknown.reason().contains("ran out"), unknown.reason());
    }
  }
}
