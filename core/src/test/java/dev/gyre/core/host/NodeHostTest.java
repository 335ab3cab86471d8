package dev.gyre.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Request;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.FrameCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How a host ends. Its storage never answers. */
class NodeHostTest {
  private static final NodeId SELF = NodeId.of(1);
  private static final NodeId PEER = NodeId.of(2);
  private static final int EPOCH = 1;

  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final Inbox<Event.Received> inbox = new Inbox<>();
  private final Sinks.Empty<Void> storageFailure = Sinks.empty();
  private final List<Message> sent = new ArrayList<>();
  private final List<Gossip> gossiped = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private int messageBytes = FrameCodec.bytesFor(CellLimits.DEFAULT);
  private final NodeHost host = host();

  private NodeHost host() {
    List<Member> members = List.of(new Member(SELF, "r", "h:1"), new Member(PEER, "r", "h:2"));
    NodeSettings settings =
        NodeSettings.of(new ClusterId(1, 2), SELF, new Topology(EPOCH, 16, 2, members));
    NodeHost made =
        new NodeHost(
            settings,
            Incarnation.fresh(1),
            new Ports(
                new Wire(),
                new SilentStorage(),
                scheduler,
                () -> new Moment(millis(), millis()),
                () -> 0,
                HostObserver.NONE));
    made.start();
    return made;
  }

  /** Found by review: a lane that had grown past the longest message was lost without a word. */
  @Test
  void aTransportWhoseMessagesAreTooShortForALaneIsRefused() {
    messageBytes--;
    assertThrows(IllegalArgumentException.class, this::host);
  }

  private long millis() {
    return scheduler.now(TimeUnit.MILLISECONDS);
  }

  private final class Wire implements Transport {
    @Override
    public void send(NodeId to, Envelope envelope) {
      if (envelope.message() instanceof Gossip gossip) {
        gossiped.add(gossip);
      } else {
        sent.add(envelope.message());
      }
    }

    @Override
    public int messageBytes() {
      return messageBytes;
    }

    @Override
    public Flux<Event.Received> inbound() {
      return inbox;
    }

    @Override
    public Mono<Void> close() {
      return Mono.fromRunnable(() -> calls.add("transport closed"));
    }
  }

  private final class SilentStorage implements Storage {
    @Override
    public void apply(Request request, Completion completion) {
      // What the node does of its own accord goes on beside these.
      if (!(request instanceof RepairRequest)) {
        calls.add("apply " + request.getClass().getSimpleName());
      }
    }

    @Override
    public Mono<Void> failure() {
      return storageFailure.asMono();
    }

    @Override
    public Mono<Void> close(long lastSequence) {
      return Mono.fromRunnable(() -> calls.add("clean mark"));
    }
  }

  private static Command get() {
    return new Command.Get(Key.of("k"), Consistency.ONE, 1_000);
  }

  private boolean[] close() {
    boolean[] ended = {false};
    host.close().subscribe(unused -> {}, error -> {}, () -> ended[0] = true);
    scheduler.advanceTime();
    return ended;
  }

  @Test
  void closingWaitsForWhatRunsAndLeavesTheMark() {
    host.ask(get(), outcomes::add);
    boolean[] ended = close();
    assertEquals(List.of("apply Read"), calls);
    scheduler.advanceTimeBy(Duration.ofMillis(1_100));
    assertInstanceOf(Outcome.NotApplied.class, outcomes.getFirst());
    assertEquals(
        List.of("transport closed", "clean mark"), calls.subList(calls.size() - 2, calls.size()));
    assertTrue(ended[0]);
  }

  /** Found by review: what peers forwarded was still run, and kept a closing node from its end. */
  @Test
  void aClosingNodeRefusesWhatPeersForward() {
    host.ask(get(), outcomes::add);
    close();
    inbox.offer(new Event.Received(PEER, EPOCH, 0, new Message.Ask(RequestId.of(5, 5), get())));
    Message.Answer answer = assertInstanceOf(Message.Answer.class, sent.getLast());
    assertEquals(
        Refusal.NOT_SERVING,
        assertInstanceOf(Outcome.NotApplied.class, answer.outcome()).refusal());
    assertEquals(List.of("apply Read"), calls);
  }

  /** Found by review: it waited for ever for requests that nobody would answer. */
  @Test
  void closingAfterAFailureEndsWithoutTheMark() {
    host.ask(get(), outcomes::add);
    storageFailure.tryEmitError(new IOException("disk full"));
    assertInstanceOf(Outcome.Unknown.class, outcomes.getFirst());
    boolean[] ended = close();
    assertTrue(ended[0]);
    assertEquals(List.of("apply Read", "transport closed"), calls);
    assertEquals(0, host.armedTimers());
  }

  @Test
  void aFailureWhileClosingEndsTheClosing() {
    host.ask(get(), outcomes::add);
    boolean[] ended = close();
    storageFailure.tryEmitError(new IOException("disk full"));
    scheduler.advanceTime();
    assertTrue(ended[0]);
    assertEquals(List.of("apply Read", "transport closed"), calls);
  }

  @Test
  void afterAFailureNothingIsTakenAndNothingSent() {
    storageFailure.tryEmitError(new IOException("disk full"));
    host.ask(get(), outcomes::add);
    assertEquals(
        Refusal.NOT_SERVING,
        assertInstanceOf(Outcome.NotApplied.class, outcomes.getFirst()).refusal());
    assertEquals(List.of(), sent);
    assertEquals(List.of(), calls);
  }

  @Test
  void membershipBeginsWithTheHostAndPeersAreToldOfItsEnd() {
    assertInstanceOf(Gossip.Sync.class, gossiped.getFirst());
    scheduler.advanceTimeBy(Duration.ofMillis(1_100));
    assertInstanceOf(Gossip.Ping.class, gossiped.getLast());
    assertEquals(0, host.armedTimers(), "of requests");
    close();
    Gossip.Tell last = assertInstanceOf(Gossip.Tell.class, gossiped.getLast());
    assertEquals(Gossip.State.LEFT, last.updates().getFirst().belief().state());
    int told = gossiped.size();
    scheduler.advanceTimeBy(Duration.ofSeconds(60));
    assertEquals(told, gossiped.size());
  }
}
