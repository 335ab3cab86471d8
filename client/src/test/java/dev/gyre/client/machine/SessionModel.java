package dev.gyre.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.clock.WriteId;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.RequestId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lives with a session: carries out its effects against links that behave as their contract says,
 * and holds every promise of the session against what it sees.
 */
final class SessionModel {
  static final int NODES = 4;

  /** One attempt, as its node may still answer it. */
  record Attempt(RequestId id, int node, Command command) {}

  private static final class Asked {
    private final Command command;
    private final long deadlineMillis;
    private WriteId name;
    private int sends;

    /** Attempts that no refusal has settled. */
    private final Set<Integer> doubtful = new LinkedHashSet<>();

    private boolean ended;
    private boolean cancelled;

    private Asked(Command command, long deadlineMillis) {
      this.command = command;
      this.deadlineMillis = deadlineMillis;
    }
  }

  private final Limits limits;
  private final Session session;
  private final Map<Long, Asked> calls = new LinkedHashMap<>();
  private final Map<ClientTimer, Long> timers = new LinkedHashMap<>();
  private final Set<Integer> dialled = new LinkedHashSet<>();
  private final Set<Integer> up = new LinkedHashSet<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private long nowMillis;
  private boolean closed;

  SessionModel(Limits limits) {
    this.limits = limits;
    this.session = new Session(List.of(Events.address(1), Events.address(2)), limits, 7);
    feed(new ClientEvent.Started());
  }

  List<Attempt> attempts() {
    return attempts;
  }

  boolean isDialled(int node) {
    return dialled.contains(node);
  }

  boolean isUp(int node) {
    return up.contains(node);
  }

  void ask(Command command) {
    long number = calls.size();
    Asked asked = new Asked(command, nowMillis + command.timeoutMillis());
    calls.put(number, asked);
    feed(new ClientEvent.Asked(number, command, asked.deadlineMillis));
  }

  void cancel(long number) {
    Asked call = calls.get(number);
    if (call != null && !call.ended) {
      call.cancelled = true;
      feed(new ClientEvent.Cancelled(number));
    }
  }

  void tell(LinkEvent event, int node) {
    switch (event) {
      case LinkEvent.Connected connected -> {
        dialled.remove(node);
        up.add(node);
      }
      case LinkEvent.Lost lost -> {
        dialled.remove(node);
        up.remove(node);
      }
      case LinkEvent.Refused refused -> dialled.remove(node);
      case LinkEvent.GoingAway goingAway -> {}
      case LinkEvent.Received received -> {}
      case LinkEvent.NotSent notSent -> {
        Message.Ask ask = (Message.Ask) notSent.envelope().message();
        settle(ask.id());
      }
    }
    feed(new ClientEvent.Told(event));
  }

  void answer(Attempt attempt, Outcome outcome, LinkEvent event) {
    if (outcome instanceof Outcome.NotApplied refused
        && refused.refusal() != Refusal.FORGOTTEN_WRITE) {
      settle(attempt.id());
    }
    tell(event, attempt.node());
  }

  private void settle(RequestId id) {
    Asked call = calls.get(Call.numberOf(id));
    call.doubtful.remove(Call.attemptOf(id));
  }

  void close(int boundMillis) {
    feed(new ClientEvent.Closing(boundMillis));
  }

  /** Time passes; what falls due fires, in order. */
  void pass(long millis) {
    long until = nowMillis + millis;
    while (true) {
      ClientTimer next =
          timers.entrySet().stream()
              .filter(timer -> timer.getValue() <= until)
              .min(Comparator.comparingLong(Map.Entry::getValue))
              .map(Map.Entry::getKey)
              .orElse(null);
      if (next == null) {
        nowMillis = until;
        return;
      }
      nowMillis = Math.max(nowMillis, timers.remove(next));
      feed(new ClientEvent.Fired(next));
    }
  }

  /** Everything has ended that will: each call once, by its deadline, and nothing is left of it. */
  void checkEmpty() {
    calls.forEach(
        (number, call) -> assertTrue(call.ended || call.cancelled, () -> "call " + number));
    assertEquals(0, session.running());
    SessionStatus status = session.status();
    assertEquals(0, status.waiting());
    status.links().forEach(link -> assertEquals(0, link.inFlight(), link.address()));
    assertFalse(timers.keySet().stream().anyMatch(ClientTimer.OfCall.class::isInstance));
  }

  boolean isClosed() {
    return closed;
  }

  private void feed(ClientEvent event) {
    session.on(event, nowMillis).forEach(this::carryOut);
    checkBounds();
  }

  private void checkBounds() {
    SessionStatus status = session.status();
    int places = limits.maxInFlightPerLink() * NODES;
    assertTrue(status.running() <= limits.maxWaiting() + places, "too many calls");
    for (SessionStatus.LinkStatus link : status.links()) {
      assertTrue(link.inFlight() <= limits.maxInFlightPerLink(), "a link has too many calls");
    }
    for (Map.Entry<Long, Asked> entry : calls.entrySet()) {
      Asked call = entry.getValue();
      boolean armed = timers.containsKey(new ClientTimer.OfCall(entry.getKey()));
      assertEquals(!call.ended && !call.cancelled, armed, () -> "timer of call " + entry.getKey());
    }
  }

  private void carryOut(ClientEffect effect) {
    switch (effect) {
      case ClientEffect.Connect connect -> {
        int node = Integer.parseInt(connect.address().substring(3));
        assertTrue(dialled.add(node) && !up.contains(node), "dialled twice");
      }
      case ClientEffect.Send send -> sent(send);
      case ClientEffect.Arm arm ->
          timers.put(
              arm.timer(), nowMillis + (arm.delay().minMillis() + arm.delay().maxMillis()) / 2);
      case ClientEffect.Disarm disarm -> timers.remove(disarm.timer());
      case ClientEffect.Complete complete -> ended(complete);
      case ClientEffect.Adopt adopt -> {}
      case ClientEffect.Close close -> {
        assertFalse(closed, "closed twice");
        closed = true;
      }
    }
  }

  private void sent(ClientEffect.Send send) {
    int node = Integer.parseInt(send.address().substring(3));
    assertTrue(up.contains(node), "sent over a link that is down");
    assertFalse(closed, "sent after closing");
    Message.Ask ask = (Message.Ask) send.envelope().message();
    Asked call = calls.get(Call.numberOf(ask.id()));
    assertFalse(call.ended || call.cancelled, "sent after its end");
    assertEquals(call.sends, Call.attemptOf(ask.id()));
    assertTrue(call.sends < limits.maxAttempts(), "sent too often");
    assertEquals(call.deadlineMillis - nowMillis, ask.command().timeoutMillis());
    assertTrue(ask.command().timeoutMillis() > 0);
    if (ask.command() instanceof Command.Write write) {
      assertNotNull(write.id());
      assertTrue(call.name == null || write.id().names(call.name), "another write id");
      assertTrue(
          call.doubtful.isEmpty() || write.id().equals(call.name), "a stamp changed in doubt");
      assertEquals(call.sends, write.attempt());
      call.name = write.id();
    }
    call.doubtful.add(call.sends++);
    attempts.add(new Attempt(ask.id(), node, ask.command()));
  }

  private void ended(ClientEffect.Complete complete) {
    Asked call = calls.get(complete.call());
    assertFalse(call.ended, "ended twice");
    assertFalse(call.cancelled, "ended after it was cancelled");
    call.ended = true;
    assertEquals(call.sends, complete.attempts());
    assertTrue(nowMillis <= call.deadlineMillis, "ended after its deadline");
    boolean read = call.command instanceof Command.Get;
    switch (complete.outcome()) {
      case Outcome.NotApplied not ->
          assertTrue(read || call.doubtful.isEmpty(), "not applied, in spite of a doubt");
      case Outcome.Unknown unknown ->
          assertTrue(!read && call.sends > 0, "unknown, though nothing can have happened");
      case Outcome.Found found -> assertTrue(read);
      case Outcome.Written written -> assertFalse(read);
      case Outcome.Page page -> throw new AssertionError(page);
      case Outcome.ConditionFailed failed -> assertFalse(read);
      case Outcome.Repaired repaired -> throw new AssertionError("nobody asked for " + repaired);
    }
  }
}
