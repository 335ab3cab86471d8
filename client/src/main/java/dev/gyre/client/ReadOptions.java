package dev.gyre.client;

import dev.gyre.core.message.Consistency;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one get is to be done; immutable. What is null is as the client's defaults have it.
 *
 * @param consistency how many owners must answer
 * @param timeout covers queueing, every attempt and the rests between them
 */
public record ReadOptions(@Nullable Consistency consistency, @Nullable Duration timeout) {
  public static final ReadOptions DEFAULTS = new ReadOptions(null, null);

  public ReadOptions {
    if (timeout != null) {
      Durations.checkTimeout(timeout);
    }
  }

  public ReadOptions with(Consistency level) {
    return new ReadOptions(level, timeout);
  }

  /** Explicit r: so many owners must answer. */
  public ReadOptions replicas(int r) {
    return with(new Consistency.Replicas(r));
  }

  public ReadOptions within(Duration limit) {
    return new ReadOptions(consistency, limit);
  }

  ReadOptions orElse(ReadOptions defaults) {
    return new ReadOptions(
        consistency == null ? defaults.consistency : consistency,
        timeout == null ? defaults.timeout : timeout);
  }
}
