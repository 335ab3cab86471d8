package dev.gyre.core.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.coordinate.Timings;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.member.MemberSettings;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routing, admission, epochs and clocks of a node: what no single machine decides. */
class NodeTest {
  private static final ClusterId CLUSTER = new ClusterId(1, 2);
  private static final NodeId SELF = NodeId.of(1);
  private static final NodeId PEER = NodeId.of(2);
  private static final Moment NOW = new Moment(10_000, 0);
  private static final long STAMP = HybridClock.at(10_000);
  private static final int EPOCH = 5;

  private static Topology topology(int epoch, int members) {
    List<Member> list = new ArrayList<>();
    for (int i = 1; i <= members; i++) {
      list.add(new Member(NodeId.of(i), "r", "h:" + i));
    }
    return new Topology(epoch, 16, 3, list);
  }

  private static Node node(int members, NodeLimits limits) {
    return new Node(
        new NodeSettings(
            CLUSTER,
            SELF,
            Ring.of(topology(EPOCH, members)),
            CellLimits.DEFAULT,
            limits,
            Timings.DEFAULT),
        Incarnation.fresh(1));
  }

  private static Node node() {
    return node(3, NodeLimits.DEFAULT);
  }

  private static List<Effect> ask(Node node, Command command) {
    return node.on(new Event.Asked(node.nextRequestId(), command), NOW).asJava();
  }

  private static Refusal refusal(List<Effect> effects) {
    Outcome outcome = assertInstanceOf(Effect.Answer.class, effects.getFirst()).outcome();
    return assertInstanceOf(Outcome.NotApplied.class, outcome).refusal();
  }

  private static Command.Get get(Consistency level) {
    return new Command.Get(Key.of("k"), level, 1_000);
  }

  private static Command.Write write(byte[] value, ContextToken token, WriteId id) {
    return new Command.Write(
        Key.of("k"), Content.of(Value.of(value)), token, Consistency.QUORUM, id, 0, 1_000);
  }

  private static Event.Received received(int epoch, long stamp, Message message) {
    return new Event.Received(PEER, epoch, stamp, message);
  }

  @Test
  void refusesWhatItCannotServeBeforeAnythingIsSent() {
    Node node = node(3, new NodeLimits(10, 100, 1_000, 60_000, 500, MemberSettings.DEFAULT));
    assertEquals(Refusal.INVALID, refusal(ask(node, get(new Consistency.Replicas(4)))));
    assertEquals(Refusal.TOO_LARGE, refusal(ask(node, write(new byte[11], null, null))));
    assertEquals(
        Refusal.BAD_CONTEXT,
        refusal(ask(node, write(new byte[1], ContextToken.of(new byte[30]), null))));
    assertEquals(
        Refusal.CLOCK_AHEAD,
        refusal(ask(node, write(new byte[1], null, new WriteId(HybridClock.at(10_501), 1, 1)))));
    WriteId old = new WriteId(HybridClock.at(7_999), 1, 1);
    assertEquals(Refusal.UNAVAILABLE, refusal(ask(node, write(new byte[1], null, old))));
    assertEquals(0, node.runningRequests());
    assertEquals(0, node.runningBytes());
  }

  @Test
  void isBusyPastItsBounds() {
    Node few = node(3, new NodeLimits(100, 1, 10_000, 60_000, 500, MemberSettings.DEFAULT));
    ask(few, get(Consistency.ALL));
    assertEquals(Refusal.BUSY, refusal(ask(few, get(Consistency.ALL))));
    Node light = node(3, new NodeLimits(100, 10, 50, 60_000, 500, MemberSettings.DEFAULT));
    ask(light, write(new byte[40], null, null));
    assertEquals(Refusal.BUSY, refusal(ask(light, write(new byte[40], null, null))));
  }

  @Test
  void aFinishedRequestLeavesNothingBehind() {
    Node node = node();
    RequestId id = node.nextRequestId();
    node.on(new Event.Asked(id, get(Consistency.ONE)), NOW);
    assertEquals(1, node.runningRequests());
    List<Effect> end = node.on(new Event.Replied(new Reply.Found(id, Lane.EMPTY)), NOW).asJava();
    assertInstanceOf(Effect.Answer.class, end.get(0));
    assertEquals(new Effect.Disarm(new TimerId(id)), end.get(1));
    assertEquals(0, node.runningRequests());
    assertEquals(0, node.runningBytes());
    assertTrue(node.on(new Event.Replied(new Reply.Found(id, Lane.EMPTY)), NOW).isEmpty());
    assertTrue(node.on(new Event.Fired(new TimerId(id)), NOW).isEmpty());
  }

  @Test
  void anOlderEpochIsToldTheTopologyAndRefused() {
    Request.Read read = new Request.Read(RequestId.of(9, 9), Key.of("k"));
    List<Effect> effects = node().on(received(EPOCH - 1, STAMP, read), NOW).asJava();
    assertEquals(new Effect.Send(PEER, new Message.TopologyIs(topology(EPOCH, 3))), effects.get(0));
    Effect.Send refused = assertInstanceOf(Effect.Send.class, effects.get(1));
    assertEquals(
        Refusal.STALE_EPOCH, assertInstanceOf(Reply.Refused.class, refused.message()).refusal());
  }

  @Test
  void aNodeThatLearnsOfANewerTopologyStopsServing() {
    Node node = node();
    Message newer = new Message.TopologyIs(topology(EPOCH + 1, 4));
    assertTrue(node.on(received(EPOCH + 1, STAMP, newer), NOW).isEmpty());
    assertEquals(EPOCH + 1, node.newerTopology().epoch());
    assertEquals(Refusal.NOT_SERVING, refusal(ask(node, get(Consistency.ONE))));
  }

  @Test
  void aSenderFromTheFutureIsRefusedAndNotAdopted() {
    Node node = node();
    Request.Read read = new Request.Read(RequestId.of(9, 9), Key.of("k"));
    List<Effect> effects = node.on(received(EPOCH, HybridClock.at(10_501), read), NOW).asJava();
    Effect.Send refused = assertInstanceOf(Effect.Send.class, effects.getFirst());
    assertEquals(
        Refusal.CLOCK_AHEAD, assertInstanceOf(Reply.Refused.class, refused.message()).refusal());
    assertEquals(10_000, HybridClock.millis(node.envelope(read).stamp()));
    List<Effect> served = node.on(received(EPOCH, HybridClock.at(10_500), read), NOW).asJava();
    assertEquals(new Effect.Apply(PEER, read), served.getFirst());
    assertEquals(10_500, HybridClock.millis(node.envelope(read).stamp()));
  }

  @Test
  void aForwardedCommandIsAnsweredUnderTheAskersId() {
    Node node = node();
    RequestId theirs = RequestId.of(4, 44);
    Message.Ask ask = new Message.Ask(theirs, get(Consistency.ONE));
    List<Effect> effects = node.on(received(EPOCH, STAMP, ask), NOW).asJava();
    Effect.Apply read =
        effects.stream()
            .filter(Effect.Apply.class::isInstance)
            .map(Effect.Apply.class::cast)
            .findFirst()
            .orElseThrow();
    List<Effect> end =
        node.on(new Event.Replied(new Reply.Found(read.request().id(), Lane.EMPTY)), NOW).asJava();
    Effect.Send answer = assertInstanceOf(Effect.Send.class, end.getFirst());
    assertEquals(PEER, answer.to());
    assertEquals(theirs, assertInstanceOf(Message.Answer.class, answer.message()).id());
  }

  @Test
  void aWriteAskedOfANodeThatIsNoOwnerIsForwardedOnce() {
    Node node = node(9, NodeLimits.DEFAULT);
    Key foreign = Key.of("k0");
    for (int i = 1; node.ring().owners(foreign).contains(SELF); i++) {
      foreign = Key.of("k" + i);
    }
    Command.Write write =
        new Command.Write(foreign, Content.TOMBSTONE, null, Consistency.QUORUM, null, 0, 1_000);
    Effect.Send send = assertInstanceOf(Effect.Send.class, ask(node, write).getFirst());
    Message.Ask ask = assertInstanceOf(Message.Ask.class, send.message());
    assertTrue(((Command.Write) ask.command()).id().isStamped());
    Effect.Send answer =
        assertInstanceOf(
            Effect.Send.class, node.on(received(EPOCH, STAMP, ask), NOW).asJava().getFirst());
    Outcome outcome = assertInstanceOf(Message.Answer.class, answer.message()).outcome();
    assertEquals(Refusal.NOT_OWNER, assertInstanceOf(Outcome.NotApplied.class, outcome).refusal());
  }

  @Test
  void aSilentPeerIsAskedLast() {
    Node node = node();
    for (int i = 0; i < 2; i++) {
      ask(node, get(Consistency.ALL));
    }
    NodeId loud = NodeId.of(3);
    node.on(new Event.Received(loud, EPOCH, STAMP, new Reply.Stored(RequestId.of(1, 999))), NOW);
    Moment later = new Moment(12_000, 2_000);
    for (int i = 0; i < 4; i++) {
      RequestId id = node.nextRequestId();
      List<Effect> effects = node.on(new Event.Asked(id, get(Consistency.QUORUM)), later).asJava();
      List<NodeId> asked =
          effects.stream()
              .filter(Effect.Send.class::isInstance)
              .map(effect -> ((Effect.Send) effect).to())
              .toList();
      assertEquals(List.of(loud), asked);
    }
  }

  /** Found by review: a peer that answers nonsense must not end the node. */
  @Test
  void aPeersNonsenseIsCountedAndDropped() {
    Node node = node();
    RequestId id = node.nextRequestId();
    node.on(new Event.Asked(id, get(Consistency.ALL)), NOW);
    assertTrue(node.on(received(EPOCH, STAMP, new Reply.Stored(id)), NOW).isEmpty());
    Event stranger =
        new Event.Received(NodeId.of(77), EPOCH, STAMP, new Reply.Found(id, Lane.EMPTY));
    assertTrue(node.on(stranger, NOW).isEmpty());
    assertEquals(2, node.unexpectedMessages());
    assertEquals(1, node.runningRequests());
  }

  /** Found by review: what replies bring counts too, and a get that would pass the bound ends. */
  @Test
  void getsEndWhenTheirRepliesAreTooHeavy() {
    Node node = node(9, new NodeLimits(1_000, 10, 1_500, 60_000, 500, MemberSettings.DEFAULT));
    Lane heavy =
        Lane.EMPTY.put(
            new WriteId(1, 1, 1),
            Content.of(Value.of(new byte[900])),
            null,
            Lane.EMPTY.nextDot(new Actor(2, 1, 1)),
            8);
    List<Effect> last = List.of();
    for (int i = 0; i < 2; i++) {
      RequestId id = node.nextRequestId();
      List<Effect> asked = node.on(new Event.Asked(id, get(Consistency.ALL)), NOW).asJava();
      NodeId owner =
          asked.stream()
              .filter(Effect.Send.class::isInstance)
              .map(effect -> ((Effect.Send) effect).to())
              .findFirst()
              .orElseThrow();
      last =
          node.on(new Event.Received(owner, EPOCH, STAMP, new Reply.Found(id, heavy)), NOW)
              .asJava();
    }
    assertEquals(Refusal.BUSY, refusal(last));
    assertEquals(1, node.runningRequests());
    assertTrue(node.runningBytes() < 1_500);
  }

  /**
   * Found by review: of two copies of a forwarded write the first could be refused and the second
   * run, so that its forwarder reported "not applied" of what was applied.
   */
  @Test
  void aCopyOfAForwardedWriteIsNeverRun() {
    Node node = node(3, new NodeLimits(100, 1, 10_000, 60_000, 500, MemberSettings.DEFAULT));
    RequestId busy = node.nextRequestId();
    node.on(new Event.Asked(busy, get(Consistency.ONE)), NOW);
    Message.Ask ask =
        new Message.Ask(RequestId.of(9, 1), write(new byte[1], null, new WriteId(STAMP, 7, 1)));
    List<Effect> refused = node.on(received(EPOCH, STAMP, ask), NOW).asJava();
    assertEquals(Refusal.BUSY, refusalToPeer(refused.getFirst()));
    node.on(new Event.Replied(new Reply.Found(busy, Lane.EMPTY)), NOW);
    assertTrue(node.on(received(EPOCH, STAMP, ask), NOW).isEmpty());
    assertEquals(0, node.runningRequests());
  }

  @Test
  void aCopyOfWhatWasRefusedForItsClockIsNeverRun() {
    Node node = node();
    Message.Ask ask =
        new Message.Ask(RequestId.of(9, 1), write(new byte[1], null, new WriteId(STAMP, 7, 1)));
    long ahead = HybridClock.at(10_501);
    List<Effect> refused = node.on(received(EPOCH, ahead, ask), NOW).asJava();
    assertEquals(Refusal.CLOCK_AHEAD, refusalToPeer(refused.getFirst()));
    assertTrue(node.on(received(EPOCH, ahead, ask), new Moment(10_001, 1)).isEmpty());
  }

  @Test
  void anotherSendingOfAForwardedWriteIsRun() {
    Node node = node();
    Command.Write write = write(new byte[1], null, new WriteId(STAMP, 7, 1));
    RequestId id = RequestId.of(9, 1);
    node.on(received(EPOCH, STAMP, new Message.Ask(id, write)), NOW);
    assertTrue(node.on(received(EPOCH, STAMP, new Message.Ask(id, write)), NOW).isEmpty());
    node.on(received(EPOCH, STAMP, new Message.Ask(id, write.retried())), NOW);
    node.on(received(EPOCH, STAMP, new Message.Ask(RequestId.of(9, 2), write)), NOW);
    node.on(new Event.Received(NodeId.of(3), EPOCH, STAMP, new Message.Ask(id, write)), NOW);
    assertEquals(4, node.runningRequests());
  }

  private static Refusal refusalToPeer(Effect effect) {
    Message message = assertInstanceOf(Effect.Send.class, effect).message();
    Outcome outcome = assertInstanceOf(Message.Answer.class, message).outcome();
    return assertInstanceOf(Outcome.NotApplied.class, outcome).refusal();
  }

  /** Found by review: a node that had retired still ran what peers forwarded. */
  @Test
  void aRetiredNodeRefusesWhatIsForwardedAndServesReplicas() {
    Node node = node();
    node.retire("shutting down");
    Message.Ask ask = new Message.Ask(RequestId.of(9, 1), get(Consistency.ONE));
    List<Effect> refused = node.on(received(EPOCH, STAMP, ask), NOW).asJava();
    assertEquals(Refusal.NOT_SERVING, refusalToPeer(refused.getFirst()));
    Request.Read read = new Request.Read(RequestId.of(9, 9), Key.of("k"));
    assertEquals(
        new Effect.Apply(PEER, read),
        node.on(received(EPOCH, STAMP, read), NOW).asJava().getFirst());
  }

  /** Found by review: a clock that had been years ahead made everyone refuse the node for ever. */
  @Test
  void stampsFollowAClockThatIsSetFarBack() {
    Node node = node();
    ask(node, get(Consistency.ONE));
    Moment far = new Moment(99_000_000, 10);
    node.on(new Event.Fired(new TimerId(RequestId.of(1, 999))), far);
    assertEquals(99_000_000, HybridClock.millis(node.currentStamp()));
    node.on(new Event.Fired(new TimerId(RequestId.of(1, 999))), new Moment(10_020, 20));
    assertEquals(HybridClock.at(10_020), node.currentStamp());
    assertEquals(1, node.clockSetBacks());
  }

  @Test
  void stampsNeverGoBackForASmallStepOfTheClock() {
    Node node = node();
    Request.Read read = new Request.Read(RequestId.of(9, 9), Key.of("k"));
    node.on(received(EPOCH, HybridClock.at(10_500), read), NOW);
    long before = node.currentStamp();
    node.on(new Event.Fired(new TimerId(RequestId.of(1, 999))), new Moment(9_500, 1));
    assertEquals(before + 1, node.currentStamp());
    assertEquals(0, node.clockSetBacks());
  }

  /** Found by review: a later blind put sorted before one that a client had stamped ahead. */
  @Test
  void aWriteNamedHereIsLaterThanTheStampedOneThatCameBefore() {
    Node node = node();
    long ahead = HybridClock.at(10_400);
    ask(node, write(new byte[1], null, new WriteId(ahead, 7, 1)));
    List<Effect> effects = ask(node, write(new byte[2], null, null));
    Request.Mint mint =
        effects.stream()
            .filter(Effect.Apply.class::isInstance)
            .map(effect -> (Request.Mint) ((Effect.Apply) effect).request())
            .findFirst()
            .orElseThrow();
    assertTrue(mint.writeId().stamp() > ahead, "stamped " + mint.writeId());
  }
}
