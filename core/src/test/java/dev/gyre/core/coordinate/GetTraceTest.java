package dev.gyre.core.coordinate;

import static dev.gyre.core.coordinate.MachineTraceTest.FOUND;
import static dev.gyre.core.coordinate.MachineTraceTest.ID;
import static dev.gyre.core.coordinate.MachineTraceTest.KEY;
import static dev.gyre.core.coordinate.MachineTraceTest.LANE;
import static dev.gyre.core.coordinate.MachineTraceTest.N1;
import static dev.gyre.core.coordinate.MachineTraceTest.N2;
import static dev.gyre.core.coordinate.MachineTraceTest.N3;
import static dev.gyre.core.coordinate.MachineTraceTest.OWNERS;
import static dev.gyre.core.coordinate.MachineTraceTest.STORED;
import static dev.gyre.core.coordinate.MachineTraceTest.TIMINGS;
import static dev.gyre.core.coordinate.MachineTraceTest.TOKENS;
import static dev.gyre.core.coordinate.MachineTraceTest.elapsed;
import static dev.gyre.core.coordinate.MachineTraceTest.get;
import static dev.gyre.core.coordinate.MachineTraceTest.refused;
import static dev.gyre.core.coordinate.MachineTraceTest.replied;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The transition tables of gets, walked: digests, write-back, and what comes after the answer. */
class GetTraceTest {
  private static final Lane NEWER = newer();

  private static Lane newer() {
    return LANE.put(
        new WriteId(2 << 16, 5, 2),
        Content.of(Value.of("w")),
        LANE.seen(),
        LANE.nextDot(new Actor(1, 1, 1)),
        8);
  }

  private static Step getWithCheck(Consistency level) {
    Timings always =
        Timings.DEFAULT.with(
            new RepairSettings(
                512, new RepairSettings.Reads(500, 256, 1_000), RepairSettings.Exchanges.DEFAULT));
    Protocol curious = new Protocol(N1, 1, CellLimits.DEFAULT, always, TOKENS);
    return Get.start(curious, ID, new Command.Get(KEY, level, 1_000), OWNERS, 0);
  }

  private static Signal found(NodeId from, Lane lane) {
    return replied(from, new Reply.Found(ID, lane));
  }

  private static Signal digest(NodeId from, Lane lane) {
    return replied(from, new Reply.Digest(ID, lane.digest()));
  }

  @Test
  void aGetAsksNoMoreThanItNeeds() throws IOException {
    new MachineTrace("get-quorum")
        .start("get QUORUM", get(Consistency.QUORUM))
        .on(replied(N1, FOUND))
        .on(replied(N2, FOUND))
        .isAsOnFile();
  }

  @Test
  void aGetAsksOthersWhenOneRefusesOrIsSlow() throws IOException {
    new MachineTrace("get-refused-and-slow")
        .start("get QUORUM", get(Consistency.QUORUM))
        .on(refused(N2, Refusal.STORAGE_FAILED))
        .on(elapsed(25))
        .on(elapsed(275))
        .on(replied(N3, FOUND))
        .on(replied(N1, FOUND))
        .isAsOnFile();
  }

  @Test
  void equalDigestsNeedOneBody() throws IOException {
    new MachineTrace("get-digests")
        .start("get ALL", get(Consistency.ALL))
        .on(digest(N2, LANE))
        .on(digest(N3, LANE))
        .on(found(N1, LANE))
        .isAsOnFile();
  }

  @Test
  void aDigestOfSomethingElseIsReadAndWrittenBack() throws IOException {
    new MachineTrace("get-digest-differs")
        .start("get QUORUM", get(Consistency.QUORUM))
        .on(digest(N2, NEWER))
        .on(found(N1, LANE))
        .on(found(N2, NEWER))
        .on(digest(N2, NEWER))
        .on(replied(N1, STORED))
        .isAsOnFile();
  }

  @Test
  void whatOnlyAMinorityHoldsIsWrittenBackBeforeTheAnswer() throws IOException {
    new MachineTrace("get-written-back")
        .start("get QUORUM", get(Consistency.QUORUM))
        .on(found(N1, NEWER))
        .on(elapsed(25))
        .on(found(N2, LANE))
        .on(refused(N2, Refusal.BUSY))
        .on(elapsed(275))
        .on(digest(N3, LANE))
        .on(replied(N3, STORED))
        .on(replied(N2, STORED))
        .isAsOnFile();
  }

  @Test
  void aGetThatCannotWriteBackSaysSo() throws IOException {
    new MachineTrace("get-write-back-lost")
        .start("get QUORUM", get(Consistency.QUORUM))
        .on(found(N1, NEWER))
        .on(found(N2, LANE))
        .on(refused(N3, Refusal.BUSY))
        .on(refused(N2, Refusal.BUSY))
        .on(refused(N3, Refusal.BUSY))
        .isAsOnFile();
  }

  @Test
  void aGetThatIsNotWrittenBackInTimeSaysSo() throws IOException {
    new MachineTrace("get-write-back-late")
        .start("get QUORUM", get(Consistency.QUORUM))
        .on(found(N1, NEWER))
        .on(found(N2, LANE))
        .on(elapsed(1_000))
        .isAsOnFile();
  }

  @Test
  void anotherOwnerGivesTheBodyWhenTheFirstRefuses() throws IOException {
    new MachineTrace("get-another-source")
        .start("get QUORUM", get(Consistency.QUORUM))
        .on(digest(N2, LANE))
        .on(refused(N1, Refusal.STORAGE_FAILED))
        .on(elapsed(25))
        .on(found(N3, LANE))
        .isAsOnFile();
  }

  @Test
  void aGetThatHasAnsweredRepairsWhoWasBehind() throws IOException {
    new MachineTrace("get-repairs")
        .start("get ALL", get(Consistency.ALL))
        .on(found(N1, NEWER))
        .on(digest(N2, NEWER))
        .on(found(N3, LANE))
        .on(found(N3, LANE))
        .on(replied(N3, STORED))
        .isAsOnFile();
  }

  @Test
  void aGetAtOneNowAndThenLooksAtTheOthers() throws IOException {
    new MachineTrace("get-checks")
        .start("get ONE", getWithCheck(Consistency.ONE))
        .on(found(N1, LANE))
        .on(digest(N2, NEWER))
        .on(replied(N2, STORED))
        .on(found(N2, NEWER))
        .on(found(N3, NEWER))
        .on(elapsed(525))
        .isAsOnFile();
  }

  @Test
  void aCheckThatFindsNothingEndsAndWaitsForNobodyForEver() throws IOException {
    new MachineTrace("get-checks-in-vain")
        .start("get ONE", getWithCheck(Consistency.ONE))
        .on(found(N1, LANE))
        .on(digest(N2, LANE))
        .on(elapsed(500))
        .isAsOnFile();
    new MachineTrace("get-checks-alike")
        .start("get ONE", getWithCheck(Consistency.ONE))
        .on(found(N1, LANE))
        .on(refused(N2, Refusal.BUSY))
        .on(digest(N3, LANE))
        .isAsOnFile();
  }

  @Test
  void aGetThatCannotWinSaysSoAtOnce() throws IOException {
    new MachineTrace("get-lost")
        .start("get ALL", get(Consistency.ALL))
        .on(replied(N1, FOUND))
        .on(refused(N3, Refusal.CLOCK_AHEAD))
        .isAsOnFile();
  }

  @Test
  void aGetWhoseSiblingsTogetherFitNoMessageSaysSo() throws IOException {
    Protocol small = new Protocol(N1, 1, new CellLimits(100, 8, 8), TIMINGS, TOKENS);
    Command.Get get = new Command.Get(KEY, Consistency.ONE, 1_000);
    new MachineTrace("get-too-large")
        .start("get ONE", Get.start(small, ID, get, OWNERS, 0))
        .on(replied(N1, FOUND))
        .isAsOnFile();
  }

  @Test
  void aGetChangesNothingAtItsDeadline() throws IOException {
    new MachineTrace("get-deadline")
        .start("get ALL", get(Consistency.ALL))
        .on(replied(N1, FOUND))
        .on(elapsed(1_000))
        .isAsOnFile();
  }
}
