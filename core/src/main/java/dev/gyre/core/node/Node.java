package dev.gyre.core.node;

import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.coordinate.Forward;
import dev.gyre.core.coordinate.Get;
import dev.gyre.core.coordinate.Protocol;
import dev.gyre.core.coordinate.Write;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Liveness;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.ContextTokens;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Routes: events to the machines of their requests, requests of peers to this node's replica. It
 * holds what those machines share: the ring, the hybrid logical clock, who leaves messages
 * unanswered.
 *
 * <p>The one mutable object in core; not for use by several threads. A crash is to drop it.
 */
public final class Node {
  private static final Outcome TOO_HEAVY =
      new Outcome.NotApplied(Refusal.BUSY, "the node holds too many bytes of requests already");

  private final NodeSettings settings;
  private final Protocol protocol;
  private final Ring ring;
  private final int life;
  private final Reachability reachability;
  private final NodeTime time;

  /** Requests being coordinated here: at most {@code limits.requests()}. Never iterated. */
  private final HashMap<RequestId, Running> running = new HashMap<>();

  /** Sum of {@link Running#bytes}. */
  private long runningBytes;

  /** Of the last event. */
  private long uptimeMillis;

  /** The highest sequence number used in this life: for request ids and births. */
  private long sequence;

  /** Messages of peers that no machine could take. */
  private long unexpectedMessages;

  /** What peers forwarded lately. */
  private final ForwardedAsks forwarded = new ForwardedAsks();

  /** A newer topology than this node was configured with: it no longer serves. */
  private @Nullable Topology newerTopology;

  /** Why it takes no new commands; null while it does. */
  private @Nullable String retiredBecause;

  public Node(NodeSettings settings, Incarnation incarnation) {
    this.settings = settings;
    this.ring = Ring.of(settings.topology());
    this.life = incarnation.life();
    this.sequence = incarnation.lastSequence();
    this.time = new NodeTime(settings.limits().clockBoundMillis());
    this.reachability = new Reachability(settings.limits().suspectMillis());
    this.protocol =
        new Protocol(
            settings.self(),
            life,
            settings.cellLimits(),
            settings.timings(),
            new ContextTokens(settings.cluster()));
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
    return running.size();
  }

  /**
   * Messages of peers that made no sense to the request that they named; 0 unless a peer is broken.
   */
  public long unexpectedMessages() {
    return unexpectedMessages;
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
    return runningBytes;
  }

  /** Set when a peer knows a newer topology than this node's configuration. */
  public @Nullable Topology newerTopology() {
    return newerTopology;
  }

  /** Who is believed to be up, as of the last event. */
  public Liveness liveness() {
    return this::isUp;
  }

  private boolean isUp(NodeId node) {
    return node.equals(settings.self())
        || (settings.topology().hasMember(node) && !reachability.isSuspect(node, uptimeMillis));
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
      case Event.Started started -> List.empty();
      case Event.Retired retired -> {
        retire(retired.reason());
        yield List.empty();
      }
      case Event.Asked asked -> asked(asked.id(), null, asked.command(), now);
      case Event.Received received -> received(received, now);
      case Event.Replied replied ->
          signal(
              replied.reply().id(),
              new Signal.Replied(settings.self(), replied.reply()),
              replied.reply(),
              now);
      case Event.Fired fired ->
          signal(fired.timer().request(), new Signal.Elapsed(now.uptimeMillis()), null, now);
    };
  }

  private List<Effect> asked(RequestId id, @Nullable Origin origin, Command command, Moment now) {
    Outcome.NotApplied overloaded = overload(command);
    if (overloaded != null) {
      return List.of(conclude(id, origin, overloaded));
    }
    Admission.Ruling ruling =
        Admission.rule(command, ring, settings.limits(), protocol.tokens(), now.wallMillis());
    return switch (ruling) {
      case Admission.Ruling.Rejected rejected -> List.of(conclude(id, origin, rejected.outcome()));
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
    if (running.size() >= settings.limits().requests()) {
      return new Outcome.NotApplied(
          Refusal.BUSY, "the node coordinates " + running.size() + " requests already");
    }
    boolean heavy = runningBytes + Running.bytes(command) > settings.limits().requestBytes();
    return heavy && !running.isEmpty()
        ? new Outcome.NotApplied(
            Refusal.BUSY, "the node holds " + runningBytes + " bytes of requests already")
        : null;
  }

  private List<Effect> start(
      RequestId id, @Nullable Origin origin, Command command, @Nullable Seen seen, Moment now) {
    Array<NodeId> owners = ring.owners(command.key());
    boolean isOwner = owners.contains(settings.self());
    if (origin != null && !isOwner) {
      return List.of(
          conclude(
              id,
              origin,
              new Outcome.NotApplied(
                  Refusal.NOT_OWNER, settings.self() + " does not own the key at this epoch")));
    }
    Array<NodeId> order =
        reachability.order(owners, settings.self(), id.sequence(), now.uptimeMillis());
    Step step =
        switch (command) {
          case Command.Get get -> Get.start(protocol, id, get, order, now.uptimeMillis());
          case Command.Write write -> {
            Command.Write named = named(write, id);
            time.reach(Objects.requireNonNull(named.id()).stamp());
            yield isOwner
                ? Write.start(protocol, id, named, seen, order, now.uptimeMillis())
                : Forward.start(protocol, id, named, order, now.uptimeMillis());
          }
        };
    Running begun = Running.begin(origin, command);
    runningBytes += begun.bytes();
    return after(id, begun, step, now);
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
      return write.named(new WriteId(time.stamp(), client, id.sequence()));
    }
    return given.isStamped() ? write : write.named(given.stampedAt(time.stamp())).retried();
  }

  private List<Effect> received(Event.Received received, Moment now) {
    NodeId from = received.from();
    reachability.heard(from);
    Message message = received.message();
    if (message instanceof Message.Ask ask && forwarded.isCopy(from, ask)) {
      return List.empty();
    }
    if (message instanceof Message.TopologyIs topologyIs) {
      return learn(topologyIs.topology());
    }
    int epoch = settings.topology().epoch();
    if (received.epoch() != epoch) {
      List<Effect> refusal = refusal(from, message, Refusal.STALE_EPOCH, "epochs differ: " + epoch);
      return received.epoch() < epoch
          ? refusal.prepend(new Effect.Send(from, new Message.TopologyIs(settings.topology())))
          : refusal;
    }
    if (!time.observe(received.stamp(), now.wallMillis())) {
      int bound = settings.limits().clockBoundMillis();
      return refusal(
          from, message, Refusal.CLOCK_AHEAD, "your clock is more than " + bound + " ms ahead");
    }
    return dispatch(from, message, now);
  }

  private List<Effect> dispatch(NodeId from, Message message, Moment now) {
    return switch (message) {
      case Request.Read read -> List.of(new Effect.Apply(from, read));
      case Request.Merge merge -> List.of(new Effect.Apply(from, merge));
      case Reply.Found found -> replied(from, found, now);
      case Reply.Stored stored -> replied(from, stored, now);
      case Reply.Refused refused -> replied(from, refused, now);
      case Message.Ask ask ->
          asked(nextRequestId(), new Origin(from, ask.id()), ask.command(), now);
      case Message.Answer answer ->
          signalFromPeer(
              answer.id(), new Signal.Answered(from, answer, now.uptimeMillis()), null, now);
      case Message.TopologyIs topologyIs -> learn(topologyIs.topology());
    };
  }

  private List<Effect> replied(NodeId from, Reply reply, Moment now) {
    return signalFromPeer(reply.id(), new Signal.Replied(from, reply), reply, now);
  }

  /** A message that is not served: a request is refused, a late reply is dropped. */
  private static List<Effect> refusal(
      NodeId from, Message message, Refusal refusal, String detail) {
    return switch (message) {
      case Request.Read read ->
          List.of(new Effect.Send(from, new Reply.Refused(read.id(), refusal, detail)));
      case Request.Merge merge ->
          List.of(new Effect.Send(from, new Reply.Refused(merge.id(), refusal, detail)));
      case Message.Ask ask ->
          List.of(
              new Effect.Send(
                  from, new Message.Answer(ask.id(), new Outcome.NotApplied(refusal, detail))));
      case Reply.Found found -> List.empty();
      case Reply.Stored stored -> List.empty();
      case Reply.Refused refused -> List.empty();
      case Message.Answer answer -> List.empty();
      case Message.TopologyIs topologyIs -> List.empty();
    };
  }

  private List<Effect> learn(Topology topology) {
    int known = newerTopology == null ? settings.topology().epoch() : newerTopology.epoch();
    if (topology.epoch() > known) {
      newerTopology = topology;
    }
    return List.empty();
  }

  /**
   * Tells a request's machine. One that is over has no machine any more: its late signals are
   * dropped.
   */
  private List<Effect> signal(RequestId id, Signal signal, @Nullable Reply reply, Moment now) {
    Running current = running.get(id);
    if (current == null) {
      return List.empty();
    }
    Running heavier = reply == null ? current : current.holding(reply);
    long grown = runningBytes + heavier.bytes() - current.bytes();
    if (grown > settings.limits().requestBytes() && current.isGet() && running.size() > 1) {
      return after(id, current, Step.done(new Effect.Answer(id, TOO_HEAVY)), now);
    }
    Step step = current.machine().on(signal);
    runningBytes = grown;
    return after(id, heavier, step, now);
  }

  /**
   * A signal from another node. What no machine can take in its phase is that node's mistake, and
   * must not end this one: it is dropped and counted.
   */
  private List<Effect> signalFromPeer(
      RequestId id, Signal signal, @Nullable Reply reply, Moment now) {
    try {
      return signal(id, signal, reply, now);
    } catch (IllegalStateException unexpected) {
      unexpectedMessages++;
      return List.empty();
    }
  }

  private List<Effect> after(RequestId id, Running current, Step step, Moment now) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Send send) {
        reachability.asked(send.to(), now.uptimeMillis());
      }
    }
    if (step.next() != null) {
      running.put(id, current.with(step.next()));
      return step.effects();
    }
    running.remove(id);
    runningBytes -= current.bytes();
    return step.effects()
        .map(effect -> addressed(effect, current.origin()))
        .append(new Effect.Disarm(new TimerId(id)));
  }

  private static Effect addressed(Effect effect, @Nullable Origin origin) {
    return effect instanceof Effect.Answer answer
        ? conclude(answer.id(), origin, answer.outcome())
        : effect;
  }

  private static Effect conclude(RequestId id, @Nullable Origin origin, Outcome outcome) {
    return origin == null
        ? new Effect.Answer(id, outcome)
        : new Effect.Send(origin.node(), new Message.Answer(origin.id(), outcome));
  }
}
