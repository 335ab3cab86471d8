package dev.gyre.client;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * Read, merge, change, write with the context. One deadline covers all rounds; within a round each
 * request makes its own attempts. A round that certainly was not applied is begun anew, from the
 * reading on; one of unknown outcome is not, or the change might be made twice.
 *
 * @param merged one object of all siblings
 */
record Update<V>(
    GyreClient client,
    Key key,
    Function<Reading, V> merged,
    UnaryOperator<V> change,
    Function<V, Value> encode) {
  private static final int MAX_ROUNDS = 8;

  /** The value of a reading without siblings; more of them are a conflict. */
  static Function<Reading, Value> refusing(Value initial) {
    return reading -> {
      if (reading.values().size() > 1) {
        throw new GyreException.Conflict(reading);
      }
      return one(reading.values(), initial, Merge.newest());
    };
  }

  static Function<Reading, Value> merging(Value initial, Merge<Value> merge) {
    return reading -> one(reading.values(), initial, merge);
  }

  static <V> V one(List<V> values, V absent, Merge<V> merge) {
    return switch (values.size()) {
      case 0 -> absent;
      case 1 -> values.getFirst();
      default -> merge.merge(values);
    };
  }

  Mono<V> run() {
    return Mono.defer(() -> round(1, client.uptimeMillis() + client.updateTimeout().toMillis()));
  }

  private Mono<V> round(int number, long deadlineMillis) {
    return client
        .get(key, ReadOptions.DEFAULTS.within(left(deadlineMillis)))
        .flatMap(reading -> write(reading, deadlineMillis))
        .onErrorResume(
            GyreException.NotApplied.class,
            refused ->
                refused.isWorthRetrying()
                        && number < MAX_ROUNDS
                        && client.uptimeMillis() < deadlineMillis
                    ? round(number + 1, deadlineMillis)
                    : Mono.error(refused));
  }

  private Mono<V> write(Reading reading, long deadlineMillis) {
    V changed = Objects.requireNonNull(change.apply(merged.apply(reading)), "the change gave null");
    WriteOptions options = WriteOptions.DEFAULTS.after(reading).within(left(deadlineMillis));
    return client.put(key, encode.apply(changed), options).thenReturn(changed);
  }

  private Duration left(long deadlineMillis) {
    return Duration.ofMillis(Math.max(1, deadlineMillis - client.uptimeMillis()));
  }
}
