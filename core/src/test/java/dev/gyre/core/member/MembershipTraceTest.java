package dev.gyre.core.member;

import static dev.gyre.core.member.MembershipTrace.update;

import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.value.NodeId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Membership of n1 among five, step by step. */
class MembershipTraceTest {
  private static final NodeId PEER = NodeId.of(2);
  private static final long FIRST = 1L << 32;

  private static MembershipTrace trace(String name) {
    return new MembershipTrace("member-" + name, Machines.of(1, 5));
  }

  @Test
  void aPeriodInWhichAllIsWell() throws IOException {
    trace("calm").timer().answered().timer().timer().answered().isAsOnFile();
  }

  @Test
  void aMemberThatAnswersAHelper() throws IOException {
    MembershipTrace trace = trace("helped").timer().timer();
    trace.receives(PEER, new Gossip.Ack(FIRST + 1, List.of())).timer().isAsOnFile();
  }

  @Test
  void aMemberThatDies() throws IOException {
    MembershipTrace trace = trace("death").timer();
    NodeId target = trace.lastPinged();
    trace.timer();
    for (int i = 2; i <= 5; i++) {
      if (i != target.number()) {
        trace.nacked(NodeId.of(i));
      }
    }
    trace.timer();
    for (int i = 2; i <= 5; i++) {
      if (i != target.number()) {
        trace.receives(
            NodeId.of(i), new Gossip.Tell(List.of(update(target.number(), State.DEAD, 0, i))));
      }
    }
    trace.heard(target).heard(target).isAsOnFile();
  }

  @Test
  void aSuspicionThatOthersConfirm() throws IOException {
    MembershipTrace trace = trace("confirmed");
    for (int by = 2; by <= 5; by++) {
      if (by != 3) {
        trace.receives(
            NodeId.of(by), new Gossip.Ping(9, List.of(update(3, State.SUSPECT, FIRST, by))));
      }
    }
    trace.isAsOnFile();
  }

  @Test
  void aSuspectThatRefutes() throws IOException {
    trace("refuted")
        .receives(PEER, new Gossip.Ping(7, List.of(update(3, State.SUSPECT, FIRST, 2))))
        .receives(PEER, new Gossip.Ping(8, List.of(update(3, State.ALIVE, FIRST + 1, 3))))
        .isAsOnFile();
  }

  @Test
  void anAccusationOfThisNode() throws IOException {
    trace("accused")
        .receives(PEER, new Gossip.Ping(7, List.of(update(1, State.SUSPECT, FIRST, 3))))
        .receives(PEER, new Gossip.Ping(8, List.of(update(1, State.DEAD, FIRST, 3))))
        .receives(PEER, new Gossip.Ping(9, List.of(update(1, State.LEFT, FIRST + 4, 3))))
        .isAsOnFile();
  }

  @Test
  void aNodeThatStoodStill() throws IOException {
    trace("late")
        .receives(PEER, new Gossip.Ping(7, List.of(update(3, State.SUSPECT, FIRST, 2))))
        .timer()
        .timerLate(40_000)
        .isAsOnFile();
  }

  @Test
  void aPingForSomebodyElse() throws IOException {
    trace("relay")
        .receives(PEER, new Gossip.PingRequest(77, NodeId.of(3), List.of()))
        .answered()
        .receives(PEER, new Gossip.PingRequest(78, NodeId.of(3), List.of()))
        .timersUntil(420)
        .receives(PEER, new Gossip.PingRequest(79, NodeId.of(1), List.of()))
        .receives(PEER, new Gossip.PingRequest(80, NodeId.of(9), List.of()))
        .isAsOnFile();
  }

  @Test
  void aFullExchangeAccusesAndDoesNotKill() throws IOException {
    trace("sync")
        .receives(
            PEER,
            new Gossip.Sync(
                List.of(
                    update(2, State.ALIVE, FIRST, 2),
                    update(3, State.DEAD, FIRST, 2),
                    update(4, State.LEFT, FIRST, 2))))
        .isAsOnFile();
  }

  @Test
  void aLeave() throws IOException {
    trace("leave")
        .leaves()
        .receives(PEER, new Gossip.Ping(7, List.of(update(1, State.SUSPECT, FIRST, 3))))
        .isAsOnFile();
  }

  @Test
  void strangersAreDropped() throws IOException {
    trace("stranger")
        .receives(NodeId.of(9), new Gossip.Ping(7, List.of()))
        .receives(PEER, new Gossip.Ping(8, List.of(update(9, State.ALIVE, FIRST, 9))))
        .isAsOnFile();
  }

  @Test
  void aloneThereIsNothingToDo() throws IOException {
    new MembershipTrace("member-alone", Machines.of(1, 1)).leaves().isAsOnFile();
  }
}
