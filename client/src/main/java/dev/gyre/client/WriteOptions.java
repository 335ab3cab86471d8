package dev.gyre.client;

import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one put or delete is to be done; immutable. What is null is as the client's defaults have it.
 *
 * @param consistency how many owners must have it durably
 * @param timeout covers queueing, every attempt and the rests between them
 * @param context what the writer has read: the write replaces exactly that. Without one it replaces
 *     what the node that takes it knows, and whatever it does not know becomes a sibling
 * @param lifetime of the value, from the write on, 1 ms to ten years: then the key is absent. Null:
 *     for ever. Of no meaning to a delete
 */
public record WriteOptions(
    @Nullable Consistency consistency,
    @Nullable Duration timeout,
    @Nullable ContextToken context,
    @Nullable Duration lifetime) {
  public static final WriteOptions DEFAULTS = new WriteOptions(null, null, null, null);

  public WriteOptions {
    if (timeout != null) {
      Durations.checkTimeout(timeout);
    }
    if (lifetime != null) {
      Durations.lifetime(lifetime);
    }
  }

  public WriteOptions with(Consistency level) {
    return new WriteOptions(level, timeout, context, lifetime);
  }

  /** Explicit w: so many owners must have it durably. */
  public WriteOptions replicas(int w) {
    return with(new Consistency.Replicas(w));
  }

  public WriteOptions within(Duration limit) {
    return new WriteOptions(consistency, limit, context, lifetime);
  }

  /** The write replaces what this reading showed, all siblings of it. */
  public WriteOptions after(Reading reading) {
    return after(reading.context());
  }

  public WriteOptions after(ContextToken seen) {
    return new WriteOptions(consistency, timeout, seen, lifetime);
  }

  /** The value is gone after so long. */
  public WriteOptions lasting(Duration span) {
    return new WriteOptions(consistency, timeout, context, span);
  }

  WriteOptions orElse(WriteOptions defaults) {
    return new WriteOptions(
        consistency == null ? defaults.consistency : consistency,
        timeout == null ? defaults.timeout : timeout,
        context,
        lifetime);
  }
}
