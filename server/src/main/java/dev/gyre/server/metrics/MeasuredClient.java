package dev.gyre.server.metrics;

import dev.gyre.core.host.Client;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A client that times each request by operation, level and outcome. Every request of a node passes
 * here, so meters are looked up by position, and made when first used. Confined to the node's
 * thread, like the client it wraps.
 */
@SuppressWarnings("EnumOrdinal") // positions in an array of this process, never stored
public final class MeasuredClient implements Client {
  private static final String[] OPERATIONS = {"get", "put", "delete", "scan"};
  private static final String[] OUTCOMES = {"applied", "not-applied", "unknown"};
  private static final String REPLICAS = "replicas";
  private static final int LEVELS = Consistency.Level.values().length + 1;
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final Client client;
  private final MeterRegistry registry;
  private final @Nullable Timer[] timers =
      new @Nullable Timer[OPERATIONS.length * LEVELS * OUTCOMES.length];
  private final @Nullable Counter[] refusals = new @Nullable Counter[Refusal.values().length];

  public MeasuredClient(Client client, MeterRegistry registry) {
    this.client = client;
    this.registry = registry;
  }

  @Override
  public void ask(Command command, Consumer<Outcome> answer) {
    long start = System.nanoTime();
    client.ask(
        command,
        outcome -> {
          record(command, outcome, System.nanoTime() - start);
          answer.accept(outcome);
        });
  }

  @Override
  public Mono<Outcome> ask(Command command) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return client
              .ask(command)
              .doOnNext(outcome -> record(command, outcome, System.nanoTime() - start));
        });
  }

  private void record(Command command, Outcome outcome, long nanos) {
    timer(operation(command), level(command.consistency()), ending(outcome))
        .record(nanos, TimeUnit.NANOSECONDS);
    if (outcome instanceof Outcome.NotApplied refused) {
      refusal(refused.refusal()).increment();
    }
  }

  private static int operation(Command command) {
    return switch (command) {
      case Command.Get get -> 0;
      case Command.Write write -> write.content().isPresent() ? 1 : 2;
      case Command.Scan scan -> 3;
    };
  }

  private static int level(Consistency consistency) {
    return switch (consistency) {
      case Consistency.Named named -> named.level().ordinal();
      case Consistency.Replicas replicas -> LEVELS - 1;
    };
  }

  private static int ending(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> 0;
      case Outcome.Written written -> 0;
      case Outcome.Page page -> 0;
      case Outcome.ConditionFailed failed -> 1;
      case Outcome.Repaired repaired -> 0;
      case Outcome.NotApplied refused -> 1;
      case Outcome.Unknown unknown -> 2;
    };
  }

  private Timer timer(int operation, int level, int outcome) {
    int position = (operation * LEVELS + level) * OUTCOMES.length + outcome;
    Timer timer = timers[position];
    if (timer == null) {
      timer =
          Timer.builder("gyre.requests")
              .description("Requests that this node coordinated or forwarded")
              .tag("operation", OPERATIONS[operation])
              .tag("level", levelName(level))
              .tag("outcome", OUTCOMES[outcome])
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
      timers[position] = timer;
    }
    return timer;
  }

  private static String levelName(int level) {
    return level == LEVELS - 1
        ? REPLICAS
        : Consistency.Level.values()[level].name().toLowerCase(Locale.ROOT);
  }

  private Counter refusal(Refusal refusal) {
    Counter counter = refusals[refusal.ordinal()];
    if (counter == null) {
      counter =
          Counter.builder("gyre.refusals")
              .description("Requests certainly not applied, by reason")
              .tag("reason", refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .register(registry);
      refusals[refusal.ordinal()] = counter;
    }
    return counter;
  }
}
