package dev.gyre.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.checker.BruteForce;
import dev.gyre.checker.RandomHistories;
import dev.gyre.checker.history.History;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The zones, the searches, brute force in Java and the oracle in Clojure say the same. */
class AgreementTest {
  private static final int BATCH = 1_000;
  private static final int GATE = 20_000;
  private static final int NIGHTLY = 1_000_000;

  @Test
  void everyWayOfDecidingAgrees() {
    int count = Boolean.getBoolean("gyre.nightly") ? NIGHTLY : GATE;
    dev.gyre.checker.OracleForTests oracle = new dev.gyre.checker.OracleForTests();
    int invalid = 0;
    for (int from = 0; from < count; from += BATCH) {
      List<History> histories = new ArrayList<>();
      List<Boolean> expected = new ArrayList<>();
      for (long seed = from; seed < from + BATCH; seed++) {
        History history = RandomHistories.draw(seed, RandomHistories.shape(seed, 10));
        histories.add(history);
        boolean valid = BruteForce.linearizable(history, Agreement.MODEL);
        expected.add(valid);
        invalid += valid ? 0 : 1;
      }
      assertNull(Agreement.firstDisagreement(from, from + BATCH, 10));
      List<Boolean> answers = oracle.valid(histories);
      for (int i = 0; i < BATCH; i++) {
        int seed = from + i;
        assertEquals(
            expected.get(i),
            answers.get(i),
            () ->
                "the oracle differs on seed "
                    + seed
                    + "\n"
                    + Agreement.text(histories.get(seed % BATCH)));
      }
    }
    System.out.printf("%,d histories, %,d of them INVALID: all agree%n", count, invalid);
    assertTrue(invalid > count / 20, "too few invalid histories to mean anything: " + invalid);
  }
}
