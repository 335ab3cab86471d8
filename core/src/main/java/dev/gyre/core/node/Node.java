package dev.gyre.core.node;

import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.coordinate.Protocol;
import dev.gyre.core.coordinate.Scan;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Liveness;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.member.Membership;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.ContextTokens;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * Routes: events to the machines of their requests, requests of peers to this node's replica. It
 * holds what those machines share: the ring, the hybrid logical clock, who leaves messages
 * unanswered.
 *
 * <p>The one mutable object in core; not for use by several threads. A crash is to drop it.
 */
public final class Node {
  private final NodeSettings settings;
  private final Protocol protocol;
  private final Ring ring;
  private final int life;
  private final Reachability reachability;
  private final Membership membership;
  private final NodeTime time;
  private final RequestTable requests;
  private final Handoffs handoffs;
  private final Linearizable linearizable;
  private final Eventual eventual;
  private final AntiEntropy antiEntropy;

  /** Of the last event. */
  private long uptimeMillis;

  /** The highest sequence number used in this life: for request ids and births. */
  private long sequence;

  /** What peers forwarded lately. */
  private final ForwardedAsks forwarded = new ForwardedAsks();

  /** A newer topology than this node was configured with: it no longer serves. */
  private @Nullable Topology newerTopology;

  /** Why it takes no new commands; null while it does. */
  private @Nullable String retiredBecause;

  public Node(NodeSettings settings, Incarnation incarnation) {
    this.settings = settings;
    this.ring = settings.ring();
    this.life = incarnation.life();
    this.sequence = incarnation.lastSequence();
    this.time = new NodeTime(settings.limits().clockBoundMillis());
    this.reachability = new Reachability(settings.limits().members().silenceMillis());
    this.membership =
        new Membership(
            settings.self(),
            settings.topology(),
            settings.limits().members(),
            life,
            incarnation.directory());
    Turns turns = new Turns();
    this.requests = new RequestTable(settings.limits(), settings.timings(), reachability, turns);
    this.handoffs = new Handoffs(settings, ring, requests, this::nextRequestId);
    this.antiEntropy = new AntiEntropy(settings, requests, this::nextRequestId);
    this.protocol =
        new Protocol(
            settings.self(),
            life,
            settings.cellLimits(),
            settings.timings(),
            new ContextTokens(settings.cluster()));
    this.linearizable = new Linearizable(protocol, liveness(), turns);
    this.eventual = new Eventual(protocol, ring, liveness());
  }

  public RequestId nextRequestId() {
    return RequestId.of(life, ++sequence);
  }

  public long lastSequence() {
    return sequence;
  }

  public Ring ring() {
    return ring;
  }

  public int runningRequests() {
    return requests.size();
  }

  /** Machines that run here of the node's own accord. */
  public int ownMachines() {
    return requests.own();
  }

  /** Writes that left owners which missed them to anti-entropy, because too many see to theirs. */
  public long settlementsSkipped() {
    return requests.settlementsSkipped();
  }

  /** What reads met and repaired. */
  public RepairCounts repairs() {
    return requests.repairs();
  }

  /**
   * Messages of peers that made no sense to the request that they named; 0 unless a peer is broken.
   */
  public long unexpectedMessages() {
    return requests.unexpectedMessages();
  }

  /** Times that the wall clock was found set back so far that stamps followed it. */
  public long clockSetBacks() {
    return time.setBacks();
  }

  /**
   * From now on new commands are refused as NOT_SERVING, asked here or forwarded; those that run
   * end, and replica requests are served. The first reason is kept.
   */
  public void retire(String reason) {
    if (retiredBecause == null) {
      retiredBecause = reason;
    }
  }

  public long runningBytes() {
    return requests.bytes();
  }

  /** Set when a peer knows a newer topology than this node's configuration. */
  public @Nullable Topology newerTopology() {
    return newerTopology;
  }

  /** What this node knows of the others: to look at. */
  public Membership membership() {
    return membership;
  }

  /** Who is believed to be up, as of the last event. */
  public Liveness liveness() {
    return this::isUp;
  }

  private boolean isUp(NodeId node) {
    return node.equals(settings.self())
        || (membership.isUp(node) && !reachability.isSuspect(node, uptimeMillis));
  }

  /** The hybrid logical clock as of the last event. */
  public long currentStamp() {
    return time.stamp();
  }

  public Envelope envelope(Message message) {
    return new Envelope(settings.topology().epoch(), time.stamp(), message);
  }

  /** What an event leads to, in order. */
  public List<Effect> on(Event event, Moment now) {
    time.tick(now.wallMillis());
    uptimeMillis = now.uptimeMillis();
    return switch (event) {
      case Event.Started started ->
          membership
              .start(now)
              .appendAll(handoffs.start())
              .appendAll(antiEntropy.start(now.uptimeMillis()));
      case Event.Retired retired -> {
        retire(retired.reason());
        handoffs.retire();
        yield membership.leave();
      }
      case Event.Asked asked -> asked(asked.id(), null, asked.command(), now);
      case Event.Received received -> received(received, now);
      case Event.Replied replied -> replied(replied.reply(), now);
      case Event.Fired fired when fired.timer().equals(Membership.TIMER) -> membership.fired(now);
      case Event.Fired fired when fired.timer().equals(Handoffs.TIMER) -> handoffs.fired();
      case Event.Fired fired when fired.timer().equals(AntiEntropy.TIMER) ->
          antiEntropy.fired(now.uptimeMillis(), liveness());
      case Event.Fired fired -> {
        RequestId id = fired.timer().request();
        Signal elapsed = new Signal.Elapsed(now.uptimeMillis());
        yield handedOver(id, true, requests.signal(id, elapsed, null, now.uptimeMillis()), now);
      }
    };
  }

  /** This node's own storage has answered. */
  private List<Effect> replied(Reply reply, Moment now) {
    if (reply instanceof HintReply.Pending pending) {
      return handoffs.surveyed(pending, liveness(), now);
    }
    if (reply instanceof HintReply.Listed page) {
      return handoffs.listed(page, now);
    }
    Signal signal = new Signal.Replied(settings.self(), reply);
    return handedOver(
        reply.id(),
        isUnanswered(reply),
        requests.signal(reply.id(), signal, reply, now.uptimeMillis()),
        now);
  }

  /** Whether it says that more of the same would be refused as well. */
  private static boolean isUnanswered(Reply reply) {
    return reply instanceof Reply.Refused refused && refused.refusal().mayPass();
  }

  /** A machine was told something: what handing hints over makes of that. */
  private List<Effect> handedOver(
      RequestId id, boolean unanswered, List<Effect> effects, Moment now) {
    return handoffs.knows(id) ? effects.appendAll(handoffs.after(id, unanswered, now)) : effects;
  }

  private List<Effect> asked(RequestId id, @Nullable Origin origin, Command command, Moment now) {
    Outcome.NotApplied overloaded = overload(command);
    if (overloaded != null) {
      return List.of(RequestTable.conclude(id, origin, overloaded));
    }
    Admission.Ruling ruling =
        Admission.rule(command, ring, settings.limits(), protocol.tokens(), now.wallMillis());
    return switch (ruling) {
      case Admission.Ruling.Rejected rejected ->
          List.of(RequestTable.conclude(id, origin, rejected.outcome()));
      case Admission.Ruling.Admitted admitted ->
          start(id, origin, admitted.command(), admitted.seen(), now);
    };
  }

  private Outcome.@Nullable NotApplied overload(Command command) {
    if (retiredBecause != null) {
      return new Outcome.NotApplied(Refusal.NOT_SERVING, retiredBecause);
    }
    if (newerTopology != null) {
      return new Outcome.NotApplied(
          Refusal.NOT_SERVING,
          "this node is configured with epoch "
              + settings.topology().epoch()
              + ", the cluster is at "
              + newerTopology.epoch()
              + ": give it the new configuration");
    }
    return requests.overload(command);
  }

  private List<Effect> start(
      RequestId id, @Nullable Origin origin, Command command, @Nullable Seen seen, Moment now) {
    Step step =
        switch (command) {
          case Command.OnKey onKey -> startOnKey(id, origin, onKey, seen, now);
          case Command.Scan scan -> {
            Array<NodeId> order = Reachability.members(ring, settings.self(), id, liveness());
            long stamp = HybridClock.millis(time.stamp());
            yield Scan.start(protocol, id, scan, ring, order, now.uptimeMillis(), stamp);
          }
        };
    return requests.begin(id, origin, command, step, now.uptimeMillis());
  }

  private Step startOnKey(
      RequestId id,
      @Nullable Origin origin,
      Command.OnKey command,
      @Nullable Seen seen,
      Moment now) {
    Array<NodeId> owners = ring.owners(command.key());
    if (origin != null && !owners.contains(settings.self())) {
      String detail = settings.self() + " does not own the key at this epoch";
      return Step.done(new Effect.Answer(id, new Outcome.NotApplied(Refusal.NOT_OWNER, detail)));
    }
    Command.OnKey named = command instanceof Command.Write write ? named(write, id) : command;
    return command.consistency().equals(Consistency.LINEARIZABLE)
        ? linearizable.start(id, named, owners, origin != null, now.uptimeMillis())
        : eventual.start(id, named, seen, now.uptimeMillis(), HybridClock.millis(time.stamp()));
  }

  /**
   * The write with its name: given and stamped, given and stamped now, or made up here. One that
   * was given a name but no stamp (an idempotency key) may have been sent before, to any node: it
   * counts as a retry.
   */
  private Command.Write named(Command.Write write, RequestId id) {
    WriteId given = write.id();
    if (given == null) {
      long client = ((long) settings.self().number() << Integer.SIZE) | life;
      return write.named(new WriteId(time.stamp(), client, id.sequence())).settled();
    }
    if (given.isStamped()) {
      time.reach(given.stamp());
      return write.settled();
    }
    return write.named(given.stampedAt(time.stamp())).retried().settled();
  }

  private List<Effect> received(Event.Received received, Moment now) {
    reachability.heard(received.from());
    if (received.message() instanceof Gossip gossip) {
      return gossip(received, gossip, now);
    }
    List<Effect> nudges = membership.heard(received.from(), now);
    List<Effect> effects = taken(received, now);
    return nudges.isEmpty() ? effects : nudges.appendAll(effects);
  }

  /** Taken at any epoch and from any clock: it says who is alive, and spreads the epoch. */
  private List<Effect> gossip(Event.Received received, Gossip gossip, Moment now) {
    time.observe(received.stamp(), now.wallMillis());
    List<Effect> effects = membership.received(received.from(), gossip, now);
    return received.epoch() < settings.topology().epoch()
        ? effects.prepend(topologyTo(received.from()))
        : effects;
  }

  private Effect topologyTo(NodeId peer) {
    return new Effect.Send(peer, new Message.TopologyIs(settings.topology()));
  }

  private List<Effect> taken(Event.Received received, Moment now) {
    NodeId from = received.from();
    Message message = received.message();
    if (message instanceof Message.Ask ask && forwarded.isCopy(from, ask)) {
      return List.empty();
    }
    if (message instanceof Message.TopologyIs topologyIs) {
      return learn(topologyIs.topology());
    }
    int epoch = settings.topology().epoch();
    if (received.epoch() != epoch) {
      List<Effect> refusal =
          Unserved.answer(from, message, Refusal.STALE_EPOCH, "epochs differ: " + epoch);
      return received.epoch() < epoch ? refusal.prepend(topologyTo(from)) : refusal;
    }
    if (!time.observe(received.stamp(), now.wallMillis())) {
      int bound = settings.limits().clockBoundMillis();
      return Unserved.answer(
          from, message, Refusal.CLOCK_AHEAD, "your clock is more than " + bound + " ms ahead");
    }
    return dispatch(from, message, now);
  }

  private List<Effect> dispatch(NodeId from, Message message, Moment now) {
    return switch (message) {
      case Message.ToReplica request -> List.of(new Effect.Apply(from, request));
      case Message.FromReplica reply ->
          handedOver(
              reply.id(),
              isUnanswered(reply),
              requests.signalFromPeer(
                  reply.id(), new Signal.Replied(from, reply), reply, now.uptimeMillis()),
              now);
      case Message.Ask ask ->
          asked(nextRequestId(), new Origin(from, ask.id()), ask.command(), now);
      case Message.Answer answer ->
          requests.signalFromPeer(
              answer.id(),
              new Signal.Answered(from, answer, now.uptimeMillis()),
              null,
              now.uptimeMillis());
      case Message.TopologyIs topologyIs -> learn(topologyIs.topology());
      case Gossip gossip -> membership.received(from, gossip, now);
    };
  }

  private List<Effect> learn(Topology topology) {
    int known = newerTopology == null ? settings.topology().epoch() : newerTopology.epoch();
    if (topology.epoch() > known) {
      newerTopology = topology;
    }
    return List.empty();
  }
}
