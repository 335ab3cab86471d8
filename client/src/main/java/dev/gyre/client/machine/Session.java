package dev.gyre.client.machine;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.ring.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's session with a cluster: the table of its calls, of its links, and what it has
 * learned of placement and time. Events in, effects out, in order. The one mutable object of the
 * machine, confined to whoever feeds it.
 *
 * <p>Every call that was asked ends in exactly one {@link ClientEffect.Complete}, unless it was
 * cancelled, at the latest when its timer fires at its deadline.
 */
public final class Session {
  private static final ClientTimer CLOSING = new ClientTimer.OfClosing();
  private static final int REFUSED_FOR_LONG = Integer.SIZE;

  private final Limits limits;

  /** This client's part of every write id: random, so that no two clients share one. */
  private final long client;

  private final LinkTable links;

  /** By number, in the order asked. */
  private final Map<Long, Call> calls = new LinkedHashMap<>();

  /** Those that no link has taken, first come first served. While one waits, no link has room. */
  private final Set<Long> waiting = new LinkedHashSet<>();

  private ServerTime time = ServerTime.UNKNOWN;
  private @Nullable Ring ring;
  private long writes;
  private boolean closing;
  private boolean closed;
  private long asked;
  private long turnedAway;
  private long retries;
  private long connectionsLost;

  /** What the event in hand leads to. */
  private List<ClientEffect> effects = new ArrayList<>();

  /**
   * A session that has done nothing yet.
   *
   * @param seeds addresses to begin with, {@code host:port}
   * @param client a random number
   */
  public Session(List<String> seeds, Limits limits, long client) {
    this.limits = limits;
    this.client = client;
    this.links = new LinkTable(seeds, limits);
  }

  public int running() {
    return calls.size();
  }

  public SessionStatus status() {
    List<SessionStatus.LinkStatus> states = new ArrayList<>();
    for (Link link : links.all()) {
      states.add(
          new SessionStatus.LinkStatus(
              link.address,
              link.node,
              link.isUp(),
              link.calls.size(),
              link.isUp() ? "" : link.problem));
    }
    return new SessionStatus(
        ring == null ? null : ring.topology(),
        List.copyOf(states),
        calls.size(),
        calls.size() - links.inFlight(),
        new SessionStatus.Counts(asked, turnedAway, retries, connectionsLost));
  }

  /** What an event leads to, in order. {@code nowMillis} never goes back. */
  public List<ClientEffect> on(ClientEvent event, long nowMillis) {
    switch (event) {
      case ClientEvent.Started started -> dial();
      case ClientEvent.Asked ask -> asked(ask, nowMillis);
      case ClientEvent.Cancelled cancelled -> cancelled(cancelled.call());
      case ClientEvent.Told told -> told(told.link(), nowMillis);
      case ClientEvent.Fired fired -> fired(fired.timer(), nowMillis);
      case ClientEvent.Closing end -> closing(end.boundMillis());
    }
    sendWaiting(nowMillis);
    closeWhenDone();
    List<ClientEffect> done = effects;
    effects = new ArrayList<>();
    return done;
  }

  private void asked(ClientEvent.Asked ask, long now) {
    Call call = Call.asked(ask.call(), ask.command(), ask.deadlineMillis());
    if (closing) {
      turnAway(call, Refusal.NOT_SERVING, "the client is closed");
    } else if (calls.size() - links.inFlight() >= limits.maxWaiting()) {
      turnAway(call, Refusal.BUSY, "too many requests: " + limits.maxWaiting() + " are waiting");
    } else if (call.remainingMillis(now) == 0) {
      turnAway(call, Refusal.UNAVAILABLE, Call.LATE);
    } else {
      asked++;
      dispatch(call, now);
    }
  }

  private void turnAway(Call call, Refusal refusal, String detail) {
    turnedAway++;
    complete(call, new Outcome.NotApplied(refusal, detail), 0);
  }

  private void cancelled(long number) {
    Call call = calls.get(number);
    if (call != null) {
      forget(call);
    }
  }

  private void told(LinkEvent event, long now) {
    if (closed) {
      return;
    }
    switch (event) {
      case LinkEvent.Connected connected -> {
        time = time.observe(connected.stamp(), now);
        links.connected(connected.address(), connected.node());
        dial();
      }
      case LinkEvent.Received received -> received(received.address(), received.envelope(), now);
      case LinkEvent.NotSent notSent -> notSent(notSent, now);
      case LinkEvent.Refused refused ->
          down(refused.address(), refused.reason(), refused.lasting() ? REFUSED_FOR_LONG : 1, now);
      case LinkEvent.Lost lost -> down(lost.address(), lost.reason(), 1, now);
      case LinkEvent.GoingAway goingAway -> {
        links.leaving(goingAway.address());
        dial();
      }
    }
  }

  private void received(String address, Envelope envelope, long now) {
    Link link = links.at(address);
    if (link != null) {
      link.suspectUntilMillis = Long.MIN_VALUE;
    }
    time = time.observe(envelope.stamp(), now);
    switch (envelope.message()) {
      case Message.Answer answer -> answered(answer, envelope.stamp(), now);
      case Message.TopologyIs topologyIs -> adopt(topologyIs.topology());
      // Not for a client: no node sends these, and nothing waits for them.
      case Message.Ask ask -> {}
      case Message.ToReplica request -> {}
      case Message.FromReplica reply -> {}
      case Gossip gossip -> {}
    }
  }

  private void answered(Message.Answer answer, long stamp, long now) {
    if (answer.outcome() instanceof Outcome.NotApplied refused
        && refused.refusal() == Refusal.CLOCK_AHEAD) {
      time = time.fallBack(stamp, now);
    }
    Call call = calls.get(Call.numberOf(answer.id()));
    if (call != null) {
      int attempt = Call.attemptOf(answer.id());
      carryOut(call, call.answered(attempt, answer.outcome(), situation(call, now)), now);
    }
  }

  private void notSent(LinkEvent.NotSent event, long now) {
    if (event.envelope().message() instanceof Message.Ask ask) {
      Call call = calls.get(Call.numberOf(ask.id()));
      if (call != null) {
        int attempt = Call.attemptOf(ask.id());
        carryOut(call, call.notSent(attempt, event.reason(), situation(call, now)), now);
      }
    }
  }

  private void down(String address, String reason, int failures, long now) {
    Link link = links.down(address, reason, failures);
    if (link == null) {
      return;
    }
    connectionsLost++;
    arm(new ClientTimer.OfLink(address), limits.redial().after(link.failures));
    for (long number : List.copyOf(link.calls)) {
      Call call = calls.get(number);
      if (call != null) {
        carryOut(call, call.broken(reason, situation(call, now)), now);
      }
    }
    dial();
  }

  private void adopt(Topology topology) {
    if (ring == null || topology.epoch() > ring.topology().epoch()) {
      ring = Ring.of(topology);
      effects.add(new ClientEffect.Adopt(topology));
      dial();
    }
  }

  private void dial() {
    if (!closed) {
      for (String address : links.dial(ring == null ? null : ring.topology(), client)) {
        effects.add(new ClientEffect.Connect(address));
      }
    }
  }

  private void fired(ClientTimer timer, long now) {
    switch (timer) {
      case ClientTimer.OfCall of -> elapsed(of.call(), now);
      case ClientTimer.OfLink of -> {
        links.rested(of.address());
        dial();
      }
      case ClientTimer.OfClosing of -> giveUpAll();
    }
  }

  private void elapsed(long number, long now) {
    Call call = calls.get(number);
    if (call == null) {
      return;
    }
    if (now < call.wakeMillis()) {
      arm(new ClientTimer.OfCall(number), call.wakeMillis() - now);
      return;
    }
    String silent = call.sentTo();
    Link link = silent == null ? null : links.at(silent);
    if (link != null) {
      link.suspectUntilMillis = now + limits.redial().mostMillis();
    }
    carryOut(call, call.elapsed(situation(call, now)), now);
  }

  private void closing(int boundMillis) {
    if (!closing) {
      closing = true;
      arm(CLOSING, boundMillis);
    }
  }

  private void giveUpAll() {
    for (Call call : List.copyOf(calls.values())) {
      end(call, call.finish("the client was closed before it ended"));
    }
  }

  private void closeWhenDone() {
    if (closing && !closed && calls.isEmpty()) {
      closed = true;
      effects.add(new ClientEffect.Disarm(CLOSING));
      effects.add(new ClientEffect.Close());
    }
  }

  private void carryOut(Call before, Move move, long now) {
    switch (move) {
      case Move.Stay stay -> calls.put(before.number(), stay.next());
      case Move.Go go -> {
        release(before);
        dispatch(go.next(), now);
      }
      case Move.Rest rest -> {
        release(before);
        calls.put(before.number(), rest.next());
        arm(new ClientTimer.OfCall(before.number()), rest.delay());
      }
      case Move.End end -> end(before, end);
    }
  }

  private void end(Call call, Move.End end) {
    forget(call);
    complete(call, explained(end), end.attempts());
  }

  /** What was never sent is told what stood in its way. */
  private Outcome explained(Move.End end) {
    return end.attempts() == 0 && end.outcome() instanceof Outcome.NotApplied refused
        ? new Outcome.NotApplied(refused.refusal(), refused.detail() + ": " + links.obstacle())
        : end.outcome();
  }

  private void complete(Call call, Outcome outcome, int attempts) {
    effects.add(new ClientEffect.Complete(call.number(), outcome, attempts));
  }

  private void forget(Call call) {
    release(call);
    calls.remove(call.number());
    waiting.remove(call.number());
    effects.add(new ClientEffect.Disarm(new ClientTimer.OfCall(call.number())));
  }

  private void release(Call call) {
    String address = call.sentTo();
    if (address != null) {
      links.release(address, call.number());
    }
  }

  /** Sends a call, or lets it wait until a link takes it or its deadline comes. */
  private void dispatch(Call call, long now) {
    Link link = links.choose(call.owners(ring), call, now);
    if (link != null) {
      send(call, link, now);
      return;
    }
    calls.put(call.number(), call);
    waiting.add(call.number());
    arm(new ClientTimer.OfCall(call.number()), call.remainingMillis(now));
  }

  private void send(Call call, Link link, long now) {
    Call sent = named(call, now).sent(link.address, limits, now);
    retries += sent.trail().sends() > 1 ? 1 : 0;
    calls.put(call.number(), sent);
    links.occupy(link, call.number());
    Message.Ask ask = new Message.Ask(sent.attemptId(), sent.command());
    effects.add(new ClientEffect.Send(link.address, envelope(ask)));
    if (sent.phase() instanceof Call.Phase.Sent phase) {
      arm(new ClientTimer.OfCall(call.number()), phase.untilMillis() - now);
    }
  }

  private Call named(Call call, long now) {
    if (!call.needsName()) {
      return call;
    }
    time = time.next(now);
    return call.named(time.last(), client, ++writes);
  }

  private Envelope envelope(Message message) {
    return new Envelope(ring == null ? 0 : ring.topology().epoch(), time.last(), message);
  }

  /** After every event: what waits goes first where a place has become free. */
  private void sendWaiting(long now) {
    while (!waiting.isEmpty()) {
      long first = waiting.iterator().next();
      Call call = calls.get(first);
      if (call == null) {
        throw new IllegalStateException("call " + first + " waits and is not in the table");
      }
      if (call.remainingMillis(now) == 0) {
        end(call, call.finish(Call.LATE));
        continue;
      }
      Link link = links.choose(call.owners(ring), call, now);
      if (link == null) {
        return;
      }
      waiting.remove(first);
      send(call, link, now);
    }
  }

  private Call.Situation situation(Call call, long now) {
    return new Call.Situation(now, () -> links.hasUntried(call, now), limits);
  }

  private void arm(ClientTimer timer, long millis) {
    arm(timer, Delay.millis((int) Math.min(Integer.MAX_VALUE, millis)));
  }

  private void arm(ClientTimer timer, Delay delay) {
    effects.add(new ClientEffect.Arm(timer, delay));
  }
}
