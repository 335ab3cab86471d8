package dev.gyre.client;

import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.ContextTokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads and writes that see each other, whatever nodes they meet and also at ONE: a read shows the
 * session's own writes and never less than it has shown before (Terry et al., "Session Guarantees
 * for Weakly Consistent Replicated Data", PDIS 1994).
 *
 * <p>It remembers by key which writes it has seen. A read that does not cover them is not shown: it
 * is asked again, of more owners, until its timeout is over; then it fails as {@link
 * GyreException.NotApplied}. A write replaces exactly what the session has seen of the key.
 *
 * <p>Bounded: of more than {@link #MOST_KEYS} keys it forgets the one used longest ago, for which
 * its promises begin anew; {@link #forgotten} says how often that was. May be used by several
 * threads.
 */
public final class Session {
  public static final int MOST_KEYS = 10_000;

  private final GyreClient client;
  private final int mostKeys;

  /** In order of use, the latest last. Guarded by itself. */
  private final Map<Key, ContextToken> seen = new LinkedHashMap<>(16, 0.75f, true);

  private long forgotten;

  Session(GyreClient client, int mostKeys) {
    if (mostKeys < 1) {
      throw new IllegalArgumentException("a session remembers at least one key");
    }
    this.client = client;
    this.mostKeys = mostKeys;
  }

  public Mono<Reading> get(Key key) {
    return get(key, ReadOptions.DEFAULTS);
  }

  /** As the client's, at the level given or a higher one where that is needed. */
  public Mono<Reading> get(Key key, ReadOptions options) {
    return Mono.defer(
        () -> {
          ReadOptions all = client.reads(options);
          Duration timeout = Objects.requireNonNull(all.timeout());
          long deadline = client.uptimeMillis() + timeout.toMillis();
          return read(key, all, deadline);
        });
  }

  public Mono<Receipt> put(Key key, Value value) {
    return put(key, value, WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> put(Key key, Value value, WriteOptions options) {
    return Mono.defer(() -> client.put(key, value, causal(key, options)))
        .doOnNext(receipt -> remember(key, receipt.context()));
  }

  public Mono<Receipt> delete(Key key) {
    return delete(key, WriteOptions.DEFAULTS);
  }

  public Mono<Receipt> delete(Key key, WriteOptions options) {
    return Mono.defer(() -> client.delete(key, causal(key, options)))
        .doOnNext(receipt -> remember(key, receipt.context()));
  }

  /** How often a key was forgotten because there were too many. */
  public long forgotten() {
    synchronized (seen) {
      return forgotten;
    }
  }

  private Mono<Reading> read(Key key, ReadOptions options, long deadlineMillis) {
    return client
        .get(key, options)
        .flatMap(
            reading -> {
              if (covers(reading.context(), known(key))) {
                remember(key, reading.context());
                return Mono.just(reading);
              }
              return again(key, options, deadlineMillis);
            });
  }

  private Mono<Reading> again(Key key, ReadOptions options, long deadlineMillis) {
    long left = deadlineMillis - client.uptimeMillis();
    Consistency level = Objects.requireNonNull(options.consistency());
    if (left <= 0 || level.equals(Consistency.ALL)) {
      String detail = "no owner that answered has what this session has seen of the key";
      return Mono.error(new GyreException.NotApplied(Refusal.UNAVAILABLE, detail, 1));
    }
    return read(key, options.with(more(level)).within(Duration.ofMillis(left)), deadlineMillis);
  }

  /** One owner may be behind, and so may a majority of which none took the write; not all. */
  private static Consistency more(Consistency level) {
    return level.equals(Consistency.ONE) ? Consistency.QUORUM : Consistency.ALL;
  }

  private WriteOptions causal(Key key, WriteOptions options) {
    ContextToken known = known(key);
    return options.context() != null || known == null ? options : options.after(known);
  }

  private @Nullable ContextToken known(Key key) {
    synchronized (seen) {
      return seen.get(key);
    }
  }

  /** An answer that was overtaken by a later one makes nothing forgotten. */
  private void remember(Key key, ContextToken context) {
    synchronized (seen) {
      ContextToken known = seen.get(key);
      if (known == null || covers(context, known)) {
        seen.put(key, context);
      }
      if (seen.size() > mostKeys) {
        seen.remove(seen.keySet().iterator().next());
        forgotten++;
      }
    }
  }

  private static boolean covers(ContextToken context, @Nullable ContextToken known) {
    return known == null || ContextTokens.covers(context, known);
  }
}
