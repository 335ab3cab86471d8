package dev.gyre.client.machine;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Stories of a session. With three members and three copies every node owns every key. */
class SessionTraceTest {
  private static final Limits LIMITS =
      new Limits(2, 1, 8, 4, new Backoff(10, 500), new Backoff(100, 1_000));
  private static final Limits ROOMY =
      new Limits(100, 100, 8, 4, new Backoff(10, 500), new Backoff(100, 1_000));

  /** Seed n1 is up, has told the members, and they are up as well. */
  private static SessionTrace cluster(String name, Limits limits) {
    return new SessionTrace(name, limits, "a1:1")
        .connected(1)
        .topology(1, 1, 3, 1, 2, 3)
        .connected(2)
        .connected(3);
  }

  private static LinkEvent lost(int node) {
    return new LinkEvent.Lost(Events.address(node), "connection reset");
  }

  @Test
  void aRequestWaitsForTheFirstLinkAndLearnsTheRing() throws IOException {
    new SessionTrace("first-link", ROOMY, "a1:1", "a9:9")
        .asks(0, Events.put("k"))
        .at(20)
        .tells(new LinkEvent.Lost("a9:9", "connection refused"))
        .connected(1)
        .topology(1, 1, 3, 1, 2, 3)
        .at(30)
        .answers(1, 0, Events.WRITTEN)
        .isAsOnFile();
  }

  @Test
  void aRetryKeepsTheWriteIdAndGoesToAnotherOwner() throws IOException {
    cluster("retry-keeps-the-id", ROOMY)
        .asks(0, Events.put("k"))
        .at(500)
        .fires(0)
        .at(750)
        .fires(0)
        .at(760)
        .answers(3, 0, Events.WRITTEN)
        .isAsOnFile();
  }

  @Test
  void everyAttemptRefusedIsNotApplied() throws IOException {
    cluster("refused-everywhere", ROOMY)
        .asks(0, Events.put("k"))
        .at(1)
        .answers(1, 0, Events.refused(Refusal.UNAVAILABLE))
        .at(2)
        .answers(2, 0, Events.refused(Refusal.NOT_OWNER))
        .at(3)
        .answers(3, 0, Events.refused(Refusal.BUSY))
        .at(33)
        .fires(0)
        .at(34)
        .answers(1, 0, Events.refused(Refusal.STORAGE_FAILED))
        .isAsOnFile();
  }

  @Test
  void oneAttemptInDoubtMakesAWriteUnknown() throws IOException {
    cluster("one-doubt", ROOMY)
        .asks(0, Events.put("k"))
        .at(500)
        .fires(0)
        .at(510)
        .answers(2, 0, Events.refused(Refusal.TOO_LARGE))
        .isAsOnFile();
  }

  @Test
  void aLateRefusalSettlesTheDoubt() throws IOException {
    cluster("late-refusal", ROOMY)
        .asks(0, Events.put("k"))
        .at(500)
        .fires(0)
        .at(505)
        .answersAttempt(1, 0, 0, Events.refused(Refusal.BUSY))
        .at(510)
        .answersAttempt(2, 0, 1, Events.refused(Refusal.TOO_LARGE))
        .isAsOnFile();
  }

  @Test
  void aLateAnswerIsAsGoodAsAnyOther() throws IOException {
    cluster("late-answer", ROOMY)
        .asks(0, Events.put("k"))
        .at(500)
        .fires(0)
        .at(505)
        .answersAttempt(1, 0, 0, Events.WRITTEN)
        .answersAttempt(2, 0, 1, Events.WRITTEN)
        .isAsOnFile();
  }

  @Test
  void aReadIsNeverUnknown() throws IOException {
    cluster("read-deadline", ROOMY)
        .asks(0, Events.get("k"))
        .at(500)
        .fires(0)
        .at(750)
        .fires(0)
        .at(1_000)
        .fires(0)
        .isAsOnFile();
  }

  @Test
  void aFinalRefusalIsNotRetried() throws IOException {
    cluster("final-refusal", ROOMY)
        .asks(0, Events.put("k"))
        .answers(1, 0, Events.refused(Refusal.BAD_CONTEXT))
        .isAsOnFile();
  }

  @Test
  void aBrokenLinkSendsItsRequestsElsewhereAndIsRedialled() throws IOException {
    cluster("broken-link", ROOMY)
        .asks(0, Events.put("k"))
        .asks(1, Events.get("k"))
        .tells(lost(1))
        .answers(2, 1, Events.FOUND)
        .answers(2, 0, new Outcome.Unknown("2 of 3 owners answered"))
        .at(80)
        .rested(1)
        .answers(3, 0, Events.WRITTEN)
        .connected(1)
        .isAsOnFile();
  }

  @Test
  void whatWasCertainlyNotSentLeavesNoDoubt() throws IOException {
    cluster("not-sent", ROOMY)
        .asks(0, Events.put("k"))
        .notSent(1, 0)
        .answers(2, 0, Events.refused(Refusal.INVALID))
        .isAsOnFile();
  }

  @Test
  void whatFindsNoRoomWaitsAndOneTooManyIsRefused() throws IOException {
    new SessionTrace("queue-bound", LIMITS, "a1:1")
        .connected(1)
        .asks(0, Events.get("k"))
        .asks(1, Events.get("k"))
        .asks(2, Events.get("k"))
        .asks(3, Events.get("k"))
        .answers(1, 0, Events.FOUND)
        .answers(1, 1, Events.FOUND)
        .answers(1, 2, Events.FOUND)
        .isAsOnFile();
  }

  @Test
  void cancellingFreesThePlaceAndTheTimer() throws IOException {
    new SessionTrace("cancel", LIMITS, "a1:1")
        .connected(1)
        .asks(0, Events.put("k"))
        .asks(1, Events.put("k"))
        .asks(2, Events.put("k"))
        .does("call 1 cancelled", new ClientEvent.Cancelled(1))
        .does("call 0 cancelled", new ClientEvent.Cancelled(0))
        .answersAttempt(1, 0, 0, Events.WRITTEN)
        .answers(1, 2, Events.WRITTEN)
        .isAsOnFile();
  }

  @Test
  void aDeadlineCoversTheWaitForALink() throws IOException {
    new SessionTrace("never-sent", ROOMY, "a1:1")
        .asks(0, Events.put("k"))
        .tells(lost(1))
        .at(1_000)
        .fires(0)
        .isAsOnFile();
  }

  @Test
  void aNewerTopologyChangesWhereRequestsGo() throws IOException {
    new SessionTrace("new-topology", ROOMY, "a1:1")
        .connected(1)
        .topology(1, 1, 1, 1)
        .asks(0, Events.get("k"))
        .answers(1, 0, Events.FOUND)
        .topology(1, 2, 1, 2)
        .connected(2)
        .asks(1, Events.get("k"))
        .topology(2, 1, 1, 1)
        .answers(2, 1, Events.FOUND)
        .isAsOnFile();
  }

  @Test
  void aKeyWhoseOwnersAreDownIsAskedOfAnyOther() throws IOException {
    cluster("fallback", ROOMY)
        .topology(1, 2, 1, 1, 2, 3)
        .tells(lost(2))
        .tells(lost(3))
        .asks(0, Events.get("k"))
        .asks(1, Events.get("l"))
        .answers(1, 0, Events.FOUND)
        .answers(1, 1, Events.FOUND)
        .isAsOnFile();
  }

  @Test
  void aNodeThatGoesAwayFinishesAndGetsNothingNew() throws IOException {
    cluster("going-away", ROOMY)
        .asks(0, Events.get("k"))
        .tells(new LinkEvent.GoingAway("a1:1"))
        .asks(1, Events.get("k"))
        .answers(1, 0, Events.FOUND)
        .answers(2, 1, Events.FOUND)
        .tells(lost(1))
        .isAsOnFile();
  }

  @Test
  void aRefusedStampIsGivenAnewIfNoNodeCanHoldIt() throws IOException {
    cluster("clock-ahead", ROOMY)
        .tells(
            new LinkEvent.Connected(
                "a3:3", Events.node(3), 1, 1, HybridClock.at(9 * SessionTrace.STAMP_MILLIS)))
        .asks(0, Events.put("k"))
        .at(5)
        .answers(1, 0, Events.refused(Refusal.CLOCK_AHEAD))
        .answers(2, 0, Events.WRITTEN)
        .isAsOnFile();
  }

  @Test
  void aSilentNodeIsAskedLast() throws IOException {
    cluster("suspect", ROOMY)
        .asks(0, Events.get("k"))
        .at(500)
        .fires(0)
        .answers(2, 0, Events.FOUND)
        .asks(1, Events.get("k"))
        .answers(2, 1, Events.FOUND)
        .at(600)
        .answersAttempt(1, 0, 0, Events.FOUND)
        .asks(2, Events.get("k"))
        .answers(1, 2, Events.FOUND)
        .isAsOnFile();
  }

  @Test
  void closingFinishesWhatWasAcceptedWithinABound() throws IOException {
    cluster("closing", ROOMY)
        .asks(0, Events.put("k"))
        .asks(1, Events.put("k"))
        .asks(2, Events.get("k"))
        .does("closing", new ClientEvent.Closing(100))
        .asks(3, Events.get("k"))
        .answers(1, 0, Events.WRITTEN)
        .at(100)
        .does("closing has waited", new ClientEvent.Fired(new ClientTimer.OfClosing()))
        .tells(lost(1))
        .isAsOnFile();
  }

  /** A seed that hangs does not keep the client from the members once everything was lost. */
  @Test
  void afterALossEverybodyKnownIsDialled() throws IOException {
    cluster("all-lost", ROOMY)
        .tells(lost(1))
        .tells(lost(2))
        .tells(lost(3))
        .at(101)
        .rested(1)
        .rested(2)
        .rested(3)
        .isAsOnFile();
  }

  @Test
  void aLastingRefusalIsNotPressed() throws IOException {
    new SessionTrace("lasting-refusal", ROOMY, "a1:1")
        .tells(new LinkEvent.Refused("a1:1", "another cluster", true))
        .at(900)
        .rested(1)
        .isAsOnFile();
  }
}
