package dev.gyre.core.coordinate;

import static dev.gyre.core.coordinate.MachineTraceTest.AT_N1;
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
import static dev.gyre.core.coordinate.MachineTraceTest.refused;
import static dev.gyre.core.coordinate.MachineTraceTest.replied;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.Value;
import io.vavr.collection.Array;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The transitions that hints add, walked. */
class HintTraceTest {
  private static final NodeId N4 = NodeId.of(4);
  private static final NodeId N5 = NodeId.of(5);
  private static final NodeId N9 = NodeId.of(9);
  private static final Array<NodeId> FALLBACKS = Array.of(N4, N5);
  private static final int THIRD_DOWN = 0b100;
  private static final int ALL_DOWN = 0b111;
  private static final Protocol AT_N9 = new Protocol(N9, 1, CellLimits.DEFAULT, TIMINGS, TOKENS);
  private static final Reply MINTED = new Reply.Minted(ID, LANE);

  private static Command.Write command(Consistency level) {
    return new Command.Write(
        KEY, Content.of(Value.of("v")), null, level, new WriteId(1 << 16, 5, 1), 0, 1_000);
  }

  private static Step write(Consistency level, int down) {
    Route route = new Route(OWNERS, down, FALLBACKS);
    return Write.start(AT_N1, ID, command(level), null, route, 0);
  }

  private static Step forward(int down) {
    Route route = new Route(OWNERS, down, FALLBACKS);
    return Forward.start(AT_N9, ID, command(Consistency.ANY), null, route, 0);
  }

  private static Signal answered(NodeId from, Outcome outcome, long nowMillis) {
    return new Signal.Answered(from, new Message.Answer(ID, outcome), nowMillis);
  }

  private static Step handOver(Array<NodeId> receivers, long bornAfterMillis) {
    return HandOver.start(new HandOver.Errand(ID, N9, N3, KEY, receivers, bornAfterMillis, 2_000));
  }

  private static Signal held(Lane lane) {
    return replied(N9, new HintReply.Held(ID, lane));
  }

  @Test
  void aHintIsMadeForAnOwnerThatIsDownAndCountsForNothing() throws IOException {
    new MachineTrace("write-hints-for-a-dead-owner")
        .start("write QUORUM, n3 is down", write(Consistency.QUORUM, THIRD_DOWN))
        .on(replied(N1, MINTED))
        .on(replied(N4, STORED))
        .on(replied(N1, STORED))
        .on(replied(N2, STORED))
        .isAsOnFile();
  }

  @Test
  void aWriteThatHasAnsweredSeesToWhoIsSilent() throws IOException {
    new MachineTrace("write-settles")
        .start("write QUORUM", write(Consistency.QUORUM, 0))
        .on(replied(N1, MINTED))
        .on(replied(N1, STORED))
        .on(replied(N2, STORED))
        .on(elapsed(250))
        .on(refused(N4, Refusal.BUSY))
        .on(replied(N5, STORED))
        .isAsOnFile();
  }

  @Test
  void aWriteThatHasAnsweredIsOverWhenEveryOwnerHasIt() throws IOException {
    new MachineTrace("write-settles-without-a-hint")
        .start("write QUORUM", write(Consistency.QUORUM, 0))
        .on(replied(N1, MINTED))
        .on(replied(N1, STORED))
        .on(replied(N2, STORED))
        .on(replied(N3, STORED))
        .isAsOnFile();
  }

  @Test
  void anOwnerThatRefusesForNowIsGivenAHint() throws IOException {
    new MachineTrace("write-hints-for-a-busy-owner")
        .start("write ALL", write(Consistency.ALL, 0))
        .on(replied(N1, MINTED))
        .on(refused(N2, Refusal.BUSY))
        .on(replied(N4, STORED))
        .on(replied(N3, STORED))
        .isAsOnFile();
  }

  @Test
  void fallbacksThatAreSilentAreReplaced() throws IOException {
    new MachineTrace("write-replaces-silent-fallbacks")
        .start("write ALL, n3 is down", write(Consistency.ALL, THIRD_DOWN))
        .on(replied(N1, MINTED))
        .on(replied(N1, STORED))
        .on(replied(N2, STORED))
        .on(elapsed(250))
        .on(elapsed(500))
        .on(elapsed(1_000))
        .isAsOnFile();
  }

  @Test
  void aHintAloneIsEnoughForAny() throws IOException {
    new MachineTrace("write-any-by-a-fallback")
        .start("write ANY, n3 is down", write(Consistency.ANY, THIRD_DOWN))
        .on(replied(N1, MINTED))
        .on(replied(N4, STORED))
        .on(replied(N1, STORED))
        .on(replied(N2, STORED))
        .isAsOnFile();
  }

  @Test
  void whoReachesNoOwnerMintsInAHint() throws IOException {
    new MachineTrace("any-without-an-owner")
        .start("write ANY at n9, all owners are down", forward(ALL_DOWN))
        .on(replied(N9, MINTED))
        .on(replied(N9, STORED))
        .on(replied(N4, STORED))
        .on(replied(N5, STORED))
        .isAsOnFile();
  }

  @Test
  void whoIsLeftUnansweredKeepsAHintAndIgnoresWhatComesLate() throws IOException {
    new MachineTrace("any-left-unanswered")
        .start("write ANY at n9", forward(0))
        .on(elapsed(500))
        .on(replied(N9, MINTED))
        .on(answered(N1, new Outcome.Unknown("late"), 600))
        .on(replied(N1, STORED))
        .on(replied(N9, STORED))
        .on(replied(N2, STORED))
        .on(replied(N3, STORED))
        .isAsOnFile();
  }

  @Test
  void hintsOverTheirBoundAreTriedForEveryOwner() throws IOException {
    new MachineTrace("any-over-the-bound")
        .start("write ANY at n9, all owners are down", forward(ALL_DOWN))
        .on(refused(N9, Refusal.BUSY))
        .on(refused(N9, Refusal.BUSY))
        .on(refused(N9, Refusal.BUSY))
        .isAsOnFile();
  }

  @Test
  void aHintGoesWhenItsTargetHasIt() throws IOException {
    new MachineTrace("hand-over")
        .start("hand over to n3", handOver(Array.of(N3), 0))
        .on(held(LANE))
        .on(replied(N3, STORED))
        .on(replied(N3, STORED))
        .on(replied(N9, STORED))
        .isAsOnFile();
  }

  @Test
  void aHintForWhoOwnsNothingAnyMoreGoesToAllOwners() throws IOException {
    new MachineTrace("hand-over-to-owners")
        .start("hand over to the owners", handOver(OWNERS, 0))
        .on(held(LANE))
        .on(replied(N2, STORED))
        .on(replied(N2, STORED))
        .on(replied(N1, STORED))
        .on(replied(N3, STORED))
        .on(replied(N9, STORED))
        .isAsOnFile();
  }

  @Test
  void aHintStaysWhenItsTargetDoesNotTakeIt() throws IOException {
    new MachineTrace("hand-over-unanswered")
        .start("hand over to n3", handOver(Array.of(N3), 0))
        .on(held(LANE))
        .on(elapsed(2_000))
        .isAsOnFile();
  }

  @Test
  void anAgedHintIsDroppedWhoeverIsDown() throws IOException {
    long after = HybridClock.millis(LANE.newestStamp()) + 1;
    new MachineTrace("hand-over-aged")
        .start("look at a hint for n3, which is down", handOver(Array.empty(), after))
        .on(held(LANE))
        .on(replied(N9, STORED))
        .isAsOnFile();
  }
}
