package dev.gyre.core.host;

import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.node.Incarnation;
import dev.gyre.core.node.Node;
import dev.gyre.core.node.NodeSettings;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.FrameCodec;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The shell of a node: feeds it events and carries out its effects, all on one worker. The same
 * class in production and in the simulator.
 *
 * <p>Life: {@link #start}, serving, then {@link #close} (finishes what was accepted) or a failed
 * storage, after which nothing is answered but Unknown. A crash is to dispose the worker and drop
 * the host.
 */
public final class NodeHost implements Client {
  private final NodeSettings settings;
  private final Node node;
  private final Ports ports;
  private final Scheduler.Worker worker;
  private final Timers<TimerId> timers;

  /** Of machines that belong to the node rather than to a request. */
  private final Timers<TimerId> backgroundTimers;

  /**
   * Who asked here and waits; one entry for each request asked here that is running. In order of
   * asking.
   */
  private final Map<RequestId, Consumer<Outcome>> waiting = new LinkedHashMap<>();

  /**
   * Events that arose while another was being carried out: taken up after it, so that no transition
   * nests.
   */
  private final ArrayDeque<Event> queue = new ArrayDeque<>();

  private final Sinks.Empty<Void> failure = Sinks.empty();
  private final Sinks.Empty<Void> idle = Sinks.empty();
  private Disposable inbound = () -> {};
  private boolean busy;
  private boolean failed;

  /** Null while serving; afterwards what a new request is told. */
  private @Nullable String closedBecause;

  /** Throws when a lane within its limit would fit no message of the transport. */
  public NodeHost(NodeSettings settings, Incarnation incarnation, Ports ports) {
    int needed = FrameCodec.bytesFor(settings.cellLimits());
    if (ports.transport().messageBytes() < needed) {
      throw new IllegalArgumentException(
          "cells of up to "
              + settings.cellLimits().laneBytes()
              + " bytes need messages of "
              + needed
              + ", the transport takes "
              + ports.transport().messageBytes());
    }
    this.settings = settings;
    this.node = new Node(settings, incarnation);
    this.ports = ports;
    this.worker = ports.scheduler().createWorker();
    this.timers = newTimers();
    this.backgroundTimers = newTimers();
  }

  private Timers<TimerId> newTimers() {
    return new Timers<>(
        worker, () -> ports.clock().now().uptimeMillis(), timer -> handle(new Event.Fired(timer)));
  }

  /** Begins to take messages. Call once, on the node's thread. */
  public void start() {
    inbound = ports.transport().inbound().subscribe(this::handle, this::fail);
    ports.storage().failure().subscribe(unused -> {}, this::fail);
    handle(new Event.Started());
  }

  public NodeSettings settings() {
    return settings;
  }

  /** The node: to look at, on the node's thread. */
  public Node node() {
    return node;
  }

  /** How the node sees all members now. */
  public Gossip.Report members() {
    return node.membership().report(ports.clock().now().uptimeMillis());
  }

  /** Timers of requests. */
  public int armedTimers() {
    return timers.armed();
  }

  /** Errors when the node has to stop because its storage failed; never completes otherwise. */
  public Mono<Void> failure() {
    return failure.asMono();
  }

  @Override
  public void ask(Command command, Consumer<Outcome> answer) {
    if (closedBecause != null) {
      answer.accept(new Outcome.NotApplied(Refusal.NOT_SERVING, closedBecause));
      return;
    }
    RequestId id = node.nextRequestId();
    waiting.put(id, answer);
    handle(new Event.Asked(id, command));
  }

  @Override
  public Mono<Outcome> ask(Command command) {
    return Mono.create(
        sink -> worker.schedule(() -> ask(command, (Consumer<Outcome>) sink::success)));
  }

  /**
   * Refuses new requests, asked here or forwarded, waits until the running ones have ended (each
   * has a deadline), then closes transport and storage with the mark of a clean shutdown. After a
   * failure it waits for nothing and leaves no mark: the next start is a new life.
   */
  public Mono<Void> close() {
    return Mono.<Void>create(
            sink ->
                worker.schedule(
                    () -> {
                      retire("the node is shutting down");
                      idle.asMono().subscribe(sink::success, sink::error, sink::success);
                      signalIfIdle();
                    }))
        .then(Mono.defer(ports.transport()::close))
        .then(Mono.defer(this::closeStorage))
        .doFinally(unused -> stop());
  }

  private Mono<Void> closeStorage() {
    return failed ? Mono.empty() : ports.storage().close(node.lastSequence());
  }

  private void retire(String reason) {
    refuse(reason);
    handle(new Event.Retired(reason));
  }

  private void refuse(String reason) {
    if (closedBecause == null) {
      closedBecause = reason;
    }
  }

  private void stop() {
    inbound.dispose();
    clearTimers();
    worker.dispose();
  }

  private void clearTimers() {
    timers.clear();
    backgroundTimers.clear();
  }

  private void fail(Throwable cause) {
    if (failed) {
      return;
    }
    failed = true;
    queue.clear();
    refuse("the node failed: " + cause.getMessage());
    node.retire("the node failed: " + cause.getMessage());
    inbound.dispose();
    clearTimers();
    Outcome unknown = new Outcome.Unknown("the node failed: " + cause.getMessage());
    Map<RequestId, Consumer<Outcome>> left = new LinkedHashMap<>(waiting);
    waiting.clear();
    left.values().forEach(answer -> answer.accept(unknown));
    failure.tryEmitError(cause);
    signalIfIdle();
  }

  private void handle(Event event) {
    if (failed) {
      return;
    }
    queue.add(event);
    if (busy) {
      return;
    }
    busy = true;
    try {
      for (Event next = queue.poll(); next != null; next = queue.poll()) {
        Moment now = ports.clock().now();
        ports.observer().event(next, now);
        for (Effect effect : node.on(next, now)) {
          ports.observer().effect(effect);
          carryOut(effect);
        }
      }
    } finally {
      busy = false;
    }
    if (closedBecause != null) {
      signalIfIdle();
    }
  }

  private void signalIfIdle() {
    if (failed || (waiting.isEmpty() && node.runningRequests() == 0)) {
      idle.tryEmitEmpty();
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Send send -> send(send.to(), send.message());
      case Effect.Apply apply ->
          ports.storage().apply(apply.request(), completion(apply.origin(), apply.request()));
      case Effect.Arm arm -> timers(arm.timer()).arm(arm.timer(), pick(arm.delay()));
      case Effect.Disarm disarm -> timers(disarm.timer()).disarm(disarm.timer());
      case Effect.Answer answer -> {
        Consumer<Outcome> asker = waiting.remove(answer.id());
        if (asker != null) {
          asker.accept(answer.outcome());
        }
      }
    }
  }

  private Timers<TimerId> timers(TimerId timer) {
    return timer.isBackground() ? backgroundTimers : timers;
  }

  private void send(NodeId to, Message message) {
    ports.transport().send(to, node.envelope(message));
  }

  private int pick(Delay delay) {
    int span = delay.maxMillis() - delay.minMillis();
    return span == 0
        ? delay.minMillis()
        : delay.minMillis() + (int) Long.remainderUnsigned(ports.generator().getAsLong(), span);
  }

  /** A peer's reply leaves once it is durable; this node's own comes back to it as an event. */
  private Storage.Completion completion(NodeId origin, Request request) {
    boolean own = origin.equals(settings.self());
    return new Storage.Completion() {
      @Override
      public void applied(Reply.Minted minted) {
        handle(new Event.Replied(minted));
      }

      @Override
      public void durable(Reply reply) {
        if (own) {
          handle(new Event.Replied(reply));
        } else {
          send(origin, travelling(request, reply));
        }
      }
    };
  }

  private static Message travelling(Request request, Reply reply) {
    return switch (reply) {
      case Message.FromReplica travels -> travels;
      case RepairReply.Grown grown ->
          throw new IllegalStateException("trees grow for nobody else: " + request);
      case Reply.Minted minted ->
          throw new IllegalStateException("a minted lane is no answer to a peer: " + request);
      case HintReply ofHints ->
          throw new IllegalStateException(
              "what hints there are is no answer to a peer: " + request);
    };
  }
}
