package dev.gyre.core.coordinate;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.ContextTokens;
import io.vavr.collection.Array;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The machines' transition tables, walked. */
class MachineTraceTest {
  static final NodeId N1 = NodeId.of(1);
  static final NodeId N2 = NodeId.of(2);
  static final NodeId N3 = NodeId.of(3);
  static final Array<NodeId> OWNERS = Array.of(N1, N2, N3);
  private static final Route ROUTE = Route.of(OWNERS);
  static final RequestId ID = RequestId.of(1, 1);
  static final Key KEY = Key.of("k");
  private static final WriteId NAME = new WriteId(1 << 16, 5, 1);
  static final ContextTokens TOKENS = new ContextTokens(new ClusterId(1, 1));

  /** No get looks further than it must, so that the lottery of request ids decides nothing here. */
  static final Timings TIMINGS =
      Timings.DEFAULT.with(
          new RepairSettings(
              512, new RepairSettings.Reads(500, 256, 0), RepairSettings.Exchanges.DEFAULT));

  static final Protocol AT_N1 = new Protocol(N1, 1, CellLimits.DEFAULT, TIMINGS, TOKENS);
  private static final Protocol AT_N9 =
      new Protocol(NodeId.of(9), 1, CellLimits.DEFAULT, Timings.DEFAULT, TOKENS);
  static final Lane LANE = lane();
  static final Reply FOUND = new Reply.Found(ID, LANE);
  static final Reply STORED = new Reply.Stored(ID);
  private static final Reply MINTED = new Reply.Minted(ID, LANE);
  private static final ContextToken TOKEN = TOKENS.write(KEY, LANE.seen());

  private static Lane lane() {
    return Lane.EMPTY.put(
        NAME, Content.of(Value.of("v")), null, Lane.EMPTY.nextDot(new Actor(1, 1, 1)), 8);
  }

  static Step get(Consistency level) {
    return Get.start(AT_N1, ID, new Command.Get(KEY, level, 1_000), OWNERS, 0);
  }

  private static Command.Write command(Consistency level) {
    return new Command.Write(KEY, Content.of(Value.of("v")), null, level, NAME, 0, 1_000);
  }

  private static Step write(Consistency level) {
    return Write.start(AT_N1, ID, command(level), null, ROUTE, 0);
  }

  private static Step retry(Consistency level) {
    return Write.start(AT_N1, ID, command(level).retried(), null, ROUTE, 0);
  }

  private static Step forward() {
    return Forward.start(AT_N9, ID, command(Consistency.QUORUM), null, ROUTE, 0);
  }

  static Signal replied(NodeId from, Reply reply) {
    return new Signal.Replied(from, reply);
  }

  static Signal refused(NodeId from, Refusal refusal) {
    return new Signal.Replied(from, new Reply.Refused(ID, refusal, "because"));
  }

  private static Signal answered(NodeId from, Outcome outcome, long nowMillis) {
    return new Signal.Answered(from, new Message.Answer(ID, outcome), nowMillis);
  }

  static Signal elapsed(long nowMillis) {
    return new Signal.Elapsed(nowMillis);
  }

  @Test
  void aWriteShipsBeforeItsOwnForce() throws IOException {
    new MachineTrace("write-quorum")
        .start("write QUORUM", write(Consistency.QUORUM))
        .on(replied(N1, MINTED))
        .on(replied(N3, STORED))
        .on(replied(N1, STORED))
        .isAsOnFile();
  }

  @Test
  void aWriteShipsAgainToWhoIsSilent() throws IOException {
    new MachineTrace("write-silent-owner")
        .start("write ALL", write(Consistency.ALL))
        .on(elapsed(250))
        .on(replied(N1, MINTED))
        .on(replied(N1, STORED))
        .on(replied(N2, STORED))
        .on(replied(N2, STORED))
        .on(elapsed(500))
        .on(elapsed(1_000))
        .isAsOnFile();
  }

  @Test
  void aWriteRefusedByItsOwnCellIsNotApplied() throws IOException {
    new MachineTrace("write-refused")
        .start("write QUORUM", write(Consistency.QUORUM))
        .on(refused(N1, Refusal.TOO_LARGE))
        .isAsOnFile();
  }

  @Test
  void aForgottenRetryIsUnknown() throws IOException {
    new MachineTrace("write-forgotten")
        .start("write QUORUM", write(Consistency.QUORUM))
        .on(refused(N1, Refusal.FORGOTTEN_WRITE))
        .isAsOnFile();
  }

  @Test
  void aWriteThatOthersRefuseIsUnknownBecauseItIsMinted() throws IOException {
    new MachineTrace("write-lost")
        .start("write QUORUM", write(Consistency.QUORUM))
        .on(replied(N1, MINTED))
        .on(refused(N2, Refusal.BUSY))
        .on(refused(N3, Refusal.BUSY))
        .isAsOnFile();
  }

  @Test
  void aRetryAsksAMajorityBeforeItMints() throws IOException {
    new MachineTrace("write-retried")
        .start("retry QUORUM", retry(Consistency.QUORUM))
        .on(refused(N2, Refusal.BUSY))
        .on(elapsed(250))
        .on(replied(N3, FOUND))
        .on(replied(N2, FOUND))
        .on(replied(N1, MINTED))
        .on(replied(N2, FOUND))
        .on(replied(N1, STORED))
        .on(replied(N3, STORED))
        .isAsOnFile();
  }

  @Test
  void aRetryThatMayNotAskIsUnknown() throws IOException {
    new MachineTrace("write-retried-alone")
        .start("retry QUORUM", retry(Consistency.QUORUM))
        .on(refused(N2, Refusal.NOT_SERVING))
        .on(refused(N3, Refusal.NOT_SERVING))
        .isAsOnFile();
  }

  /** Found by review: a late refusal of the question counted against the merge. */
  @Test
  void aLateRefusalOfTheQuestionSaysNothingOfTheMerge() throws IOException {
    new MachineTrace("write-retried-late-refusal")
        .start("retry ALL", retry(Consistency.ALL))
        .on(replied(N3, FOUND))
        .on(replied(N1, MINTED))
        .on(refused(N2, Refusal.BUSY))
        .on(replied(N1, STORED))
        .on(replied(N3, STORED))
        .on(replied(N2, STORED))
        .isAsOnFile();
  }

  @Test
  void aRefusalOfTheMergeCountsThoughTheWriteIsARetry() throws IOException {
    new MachineTrace("write-retried-lost")
        .start("retry ALL", retry(Consistency.ALL))
        .on(replied(N3, FOUND))
        .on(refused(N2, Refusal.BUSY))
        .on(replied(N1, MINTED))
        .on(refused(N2, Refusal.BUSY))
        .isAsOnFile();
  }

  @Test
  void aRetryAtOneMintsAtOnce() throws IOException {
    new MachineTrace("write-retried-at-one")
        .start("retry ONE", retry(Consistency.ONE))
        .on(replied(N1, MINTED))
        .on(replied(N1, STORED))
        .isAsOnFile();
  }

  @Test
  void aForwardGoesOnToTheNextOwner() throws IOException {
    new MachineTrace("forward-next-owner")
        .start("forward", forward())
        .on(answered(N1, new Outcome.NotApplied(Refusal.BUSY, "full"), 10))
        .on(answered(N2, new Outcome.Written(TOKEN), 20))
        .isAsOnFile();
  }

  @Test
  void aForwardKeepsItsDoubts() throws IOException {
    new MachineTrace("forward-doubtful")
        .start("forward", forward())
        .on(elapsed(500))
        .on(answered(N2, new Outcome.NotApplied(Refusal.TOO_LARGE, "large"), 510))
        .isAsOnFile();
  }

  /** Found by review: a second copy of an owner's refusal was taken for the next owner's. */
  @Test
  void aForwardTakesARefusalOfTheOwnerAskedLastAlone() throws IOException {
    Outcome full = new Outcome.NotApplied(Refusal.BUSY, "full");
    new MachineTrace("forward-copies")
        .start("forward", forward())
        .on(answered(N1, full, 10))
        .on(answered(N1, full, 11))
        .on(answered(N2, full, 20))
        .on(answered(N2, full, 21))
        .on(answered(N1, new Outcome.Unknown("late"), 22))
        .on(answered(N3, new Outcome.NotApplied(Refusal.TOO_LARGE, "large"), 30))
        .isAsOnFile();
  }

  @Test
  void aForwardIsUnknownAtItsDeadline() throws IOException {
    new MachineTrace("forward-deadline")
        .start("forward", forward())
        .on(elapsed(500))
        .on(elapsed(1_000))
        .isAsOnFile();
  }

  @Test
  void anIllegalTransitionNamesStateAndSignal() {
    Coordination reading = get(Consistency.ONE).next();
    Coordination minting = write(Consistency.ONE).next();
    Coordination waiting = forward().next();
    assertThrows(IllegalStateException.class, () -> reading.on(replied(N1, STORED)));
    assertThrows(IllegalStateException.class, () -> minting.on(replied(N1, STORED)));
    assertThrows(IllegalStateException.class, () -> waiting.on(replied(N1, STORED)));
    assertThrows(IllegalStateException.class, () -> reading.on(replied(NodeId.of(7), FOUND)));
  }
}
