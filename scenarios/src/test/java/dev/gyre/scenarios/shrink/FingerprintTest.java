package dev.gyre.scenarios.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.oracle.Violation;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final String PLACE =
      "failed in #81 at 1.200000000 s: event 12 \"deliver\" on n3 (payload 00ff00ff00ff00ff): ";

  @Test
  void exceptionsAreOneWhereOnlyTheirNumbersDiffer() {
    assertEquals(
        thrown("seed 7 " + PLACE + "java.lang.IllegalStateException: n3 has 12 left"),
        thrown("seed 991 " + PLACE + "java.lang.IllegalStateException: n1 has 3 left"));
    assertEquals(
        thrown("seed 7 " + PLACE + "java.lang.Error: 1"),
        thrown("dev.gyre.sim.SimulationFailure: seed 7 " + PLACE + "java.lang.Error: 2"));
  }

  @Test
  void otherExceptionsAreOthers() {
    assertNotEquals(
        thrown("seed 7 " + PLACE + "java.lang.IllegalStateException: closed"),
        thrown("seed 7 " + PLACE + "java.lang.IllegalArgumentException: closed"));
  }

  @Test
  void whatAPromiseWasBrokenByDoesNotMatter() {
    Violation one = new Violation(Promise.NO_RESURRECTION, "#3 saw #1");
    Violation other = new Violation(Promise.NO_RESURRECTION, "#9 saw #2");
    Violation beside = new Violation(Promise.ANSWERED, "#4");
    assertEquals(other, Fingerprint.of(one).in(Vector.of(beside, other)).get());
    assertEquals("no-resurrection", Fingerprint.of(one).toString());
  }

  private static Fingerprint thrown(String sentence) {
    return Fingerprint.of(new Violation(Promise.NO_EXCEPTION, sentence));
  }
}
