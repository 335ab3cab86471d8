package dev.gyre.client;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * Read, change, compare and set. One deadline covers all rounds. A round that found another version
 * goes on from what it found, and one that certainly was not applied begins anew; one of unknown
 * outcome does not, or the change might be made twice.
 */
record AtomicUpdate(GyreClient client, Key key, Value initial, UnaryOperator<Value> change) {
  private static final int MAX_ROUNDS = 64;

  Mono<Value> run() {
    return Mono.defer(
        () -> {
          long deadline = client.uptimeMillis() + client.updateTimeout().toMillis();
          return read(1, deadline);
        });
  }

  private Mono<Value> read(int number, long deadlineMillis) {
    ReadOptions options =
        ReadOptions.DEFAULTS.with(Consistency.LINEARIZABLE).within(left(deadlineMillis));
    return client
        .get(key, options)
        .flatMap(reading -> write(reading, number, deadlineMillis))
        .onErrorResume(
            GyreException.NotApplied.class,
            refused ->
                refused.isWorthRetrying() && mayGoOn(number, deadlineMillis)
                    ? read(number + 1, deadlineMillis)
                    : Mono.error(refused));
  }

  private Mono<Value> write(Reading reading, int number, long deadlineMillis) {
    if (reading.isConflicted()) {
      return Mono.error(new GyreException.Conflict(reading));
    }
    Value before = reading.value().orElse(initial);
    Value changed = Objects.requireNonNull(change.apply(before), "the change gave null");
    WriteOptions options = WriteOptions.DEFAULTS.within(left(deadlineMillis));
    return client
        .putIf(key, new Condition.IfVersion(reading.version()), changed, options)
        .thenReturn(changed)
        .onErrorResume(
            GyreException.ConditionFailed.class,
            failed -> {
              if (!mayGoOn(number, deadlineMillis)) {
                return Mono.error(failed);
              }
              return failed
                  .seen()
                  .map(seen -> write(seen, number + 1, deadlineMillis))
                  .orElseGet(() -> read(number + 1, deadlineMillis));
            });
  }

  private boolean mayGoOn(int number, long deadlineMillis) {
    return number < MAX_ROUNDS && client.uptimeMillis() < deadlineMillis;
  }

  private Duration left(long deadlineMillis) {
    return Duration.ofMillis(Math.max(1, deadlineMillis - client.uptimeMillis()));
  }
}
