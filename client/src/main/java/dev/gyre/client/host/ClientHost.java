package dev.gyre.client.host;

import dev.gyre.client.machine.ClientEffect;
import dev.gyre.client.machine.ClientEvent;
import dev.gyre.client.machine.ClientTimer;
import dev.gyre.client.machine.Limits;
import dev.gyre.client.machine.Session;
import dev.gyre.client.machine.SessionStatus;
import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.host.Timers;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.Topology;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The shell around a {@link Session}. Requests may be subscribed to and cancelled from any thread;
 * everything else, results included, happens on the one worker. A request that is turned away
 * because the client is full or closed may end on the subscribing thread.
 */
public final class ClientHost {
  private final Limits limits;
  private final Session session;
  private final ClientPorts ports;
  private final Scheduler.Worker worker;
  private final Post post;
  private final Timers<ClientTimer> timers;

  /** Whoever waits, by the number of the call; in the order asked. */
  private final Map<Long, Pending<?>> waiting = new LinkedHashMap<>();

  private final Sinks.One<Topology> placement = Sinks.one();
  private final Sinks.Empty<Void> closed = Sinks.empty();
  private Disposable inbound = () -> {};
  private long lastCall;
  private volatile @Nullable Topology topology;

  /** What broke the client; every request is refused from then on. */
  private @Nullable Throwable broken;

  /**
   * A client that does nothing before {@link #start}.
   *
   * @param seeds addresses of nodes to begin with, {@code host:port}
   */
  public ClientHost(List<String> seeds, Limits limits, ClientPorts ports) {
    this.limits = limits;
    this.ports = ports;
    this.session = new Session(seeds, limits, ports.generator().getAsLong());
    this.worker = ports.scheduler().createWorker();
    this.post = new Post(worker);
    this.timers =
        new Timers<>(
            worker,
            ports.uptimeMillis(),
            timer -> post.run(() -> handle(new ClientEvent.Fired(timer))));
  }

  /** Begins to reach for the seeds. Call once, from any thread. */
  public ClientHost start() {
    post.post(
        () -> {
          inbound = ports.links().inbound().subscribe(this::told, this::fail);
          handle(new ClientEvent.Started());
        });
    return this;
  }

  public Limits limits() {
    return limits;
  }

  public long uptimeMillis() {
    return ports.uptimeMillis().getAsLong();
  }

  /**
   * Asks when subscribed to, every time anew. Ends within the command's timeout, which begins then;
   * cancelling gives back everything it holds here, though a node may still carry it out.
   */
  public <T> Mono<T> ask(Command command, Ending<T> ending) {
    return Mono.create(sink -> subscribe(command, ending, sink));
  }

  /** The placement as learned last; waits for the first. Ends empty when the client is closed. */
  public Mono<Topology> topology() {
    return Mono.defer(
        () -> {
          Topology known = topology;
          return known == null ? placement.asMono() : Mono.just(known);
        });
  }

  public Mono<SessionStatus> status() {
    return Mono.create(sink -> post.post(() -> sink.success(session.status())));
  }

  /**
   * Refuses what is new, finishes what was accepted for at most {@code drain}, then ends the rest
   * and closes the links.
   */
  public Mono<Void> close(Duration drain) {
    int millis = Math.clamp(drain.toMillis(), 0, Integer.MAX_VALUE);
    return Mono.defer(
        () -> {
          post.post(() -> handle(new ClientEvent.Closing(millis)));
          return closed.asMono();
        });
  }

  private <T> void subscribe(Command command, Ending<T> ending, MonoSink<T> sink) {
    if (post.backlog() > limits.maxWaiting()) {
      String detail = "too many requests: " + limits.maxWaiting() + " wait to be taken up";
      ending.end(new Outcome.NotApplied(Refusal.BUSY, detail), 0, sink);
      return;
    }
    long deadline = uptimeMillis() + command.timeoutMillis();
    Pending<T> pending = new Pending<>(command, deadline, ending, sink);
    sink.onCancel(() -> post.post(() -> cancel(pending)));
    post.post(() -> ask(pending));
  }

  private void ask(Pending<?> pending) {
    if (pending.isCancelled()) {
      return;
    }
    if (broken != null) {
      pending.end(new Outcome.NotApplied(Refusal.NOT_SERVING, brokenBecause(broken)), 0);
      return;
    }
    long number = lastCall++;
    pending.number(number);
    waiting.put(number, pending);
    handle(new ClientEvent.Asked(number, pending.command, pending.deadlineMillis));
  }

  private void cancel(Pending<?> pending) {
    pending.cancel();
    if (pending.isNumbered() && waiting.remove(pending.number()) != null) {
      handle(new ClientEvent.Cancelled(pending.number()));
    }
  }

  private void told(LinkEvent event) {
    post.run(() -> handle(new ClientEvent.Told(event)));
  }

  private void fail(Throwable cause) {
    post.run(() -> breakDown(cause));
  }

  private void handle(ClientEvent event) {
    if (broken != null) {
      return;
    }
    try {
      for (ClientEffect effect : session.on(event, uptimeMillis())) {
        carryOut(effect);
      }
    } catch (RuntimeException invariant) {
      breakDown(invariant);
    }
  }

  private void carryOut(ClientEffect effect) {
    switch (effect) {
      case ClientEffect.Connect connect -> ports.links().connect(connect.address());
      case ClientEffect.Send send -> ports.links().send(send.address(), send.envelope());
      case ClientEffect.Arm arm -> timers.arm(arm.timer(), pick(arm.delay()));
      case ClientEffect.Disarm disarm -> timers.disarm(disarm.timer());
      case ClientEffect.Complete complete -> {
        Pending<?> pending = waiting.remove(complete.call());
        if (pending != null) {
          pending.end(complete.outcome(), complete.attempts());
        }
      }
      case ClientEffect.Adopt adopt -> {
        topology = adopt.topology();
        placement.tryEmitValue(adopt.topology());
      }
      case ClientEffect.Close close -> closeLinks();
    }
  }

  private int pick(Delay delay) {
    int span = delay.maxMillis() - delay.minMillis();
    return span == 0
        ? delay.minMillis()
        : delay.minMillis() + (int) Long.remainderUnsigned(ports.generator().getAsLong(), span);
  }

  private void closeLinks() {
    timers.clear();
    placement.tryEmitEmpty();
    ports
        .links()
        .close()
        .onErrorComplete()
        .subscribe(_ -> {}, _ -> {}, () -> post.post(this::finishClose));
  }

  private void finishClose() {
    inbound.dispose();
    post.end();
    worker.dispose();
    closed.tryEmitEmpty();
  }

  /** A broken invariant: nothing that this client believes can be relied upon any more. */
  private void breakDown(Throwable cause) {
    if (broken != null) {
      return;
    }
    broken = cause;
    List<Pending<?>> left = List.copyOf(waiting.values());
    waiting.clear();
    left.forEach(pending -> pending.end(new Outcome.Unknown(brokenBecause(cause)), 1));
    closeLinks();
  }

  private static String brokenBecause(Throwable cause) {
    return "the client broke down, make a new one: " + cause;
  }
}
