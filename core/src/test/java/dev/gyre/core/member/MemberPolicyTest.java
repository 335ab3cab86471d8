package dev.gyre.core.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of membership, as tables. */
class MemberPolicyTest {
  @ParameterizedTest
  @CsvSource({"3, 1, 3", "3, 2, 6", "3, 3, 6", "3, 5, 9", "3, 50, 18", "3, 100, 21", "1, 1000, 10"})
  void anUpdateIsPassedOnLambdaLogTimes(int lambda, int members, int times) {
    assertEquals(times, MemberPolicy.transmissions(lambda, members));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 1000, 5000",
    "5, 10, 1000, 5000",
    "5, 50, 1000, 8494",
    "5, 100, 1000, 10000",
    "5, 1000, 200, 3000"
  })
  void theShortestSuspicionGrowsWithTheLogarithm(
      int multiplier, int members, int period, int millis) {
    assertEquals(millis, MemberPolicy.leastSuspicionMillis(multiplier, members, period));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, 30000",
    "3, 1, 17500",
    "3, 2, 10187",
    "3, 3, 5000",
    "3, 9, 5000",
    "1, 0, 30000",
    "1, 1, 5000",
    "0, 0, 5000",
    "-1, 0, 5000"
  })
  void eachConfirmationShortensASuspicionLessThanTheOneBefore(
      int expected, int confirmed, int millis) {
    assertEquals(millis, MemberPolicy.suspicionMillis(5_000, 30_000, expected, confirmed));
  }

  @ParameterizedTest
  @CsvSource({"3, 100, 3", "3, 5, 3", "3, 4, 2", "3, 3, 1", "3, 2, 0", "3, 1, -1"})
  void noMoreConfirmationsAreExpectedThanThereAreOthers(int wanted, int members, int expected) {
    assertEquals(expected, MemberPolicy.expectedConfirmations(wanted, members));
  }

  @Test
  void aHelpersNackArrivesWithinThePeriod() {
    MemberSettings.Probing usual = MemberSettings.Probing.DEFAULT;
    int asked = usual.timeoutMillis();
    assertEquals(400, MemberPolicy.nackMillis(usual.timeoutMillis()));
    assertEquals(
        true, asked + MemberPolicy.nackMillis(usual.timeoutMillis()) < usual.periodMillis());
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new MemberSettings.Probing(1_000, 1_000, 3, 8));
    assertThrows(IllegalArgumentException.class, () -> new MemberSettings.Probing(5, 1, 3, 8));
    assertThrows(IllegalArgumentException.class, () -> new MemberSettings.Suspicion(0, 6, 3));
    assertThrows(IllegalArgumentException.class, () -> new MemberSettings.Spreading(3, 0, 1_000));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new MemberSettings(
                0,
                MemberSettings.Probing.DEFAULT,
                MemberSettings.Suspicion.DEFAULT,
                MemberSettings.Spreading.DEFAULT));
  }
}
