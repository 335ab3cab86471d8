package dev.gyre.core.message;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.Content;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import org.jspecify.annotations.Nullable;

/** What a client asks of the cluster. {@code timeoutMillis} is what is left of its deadline. */
public sealed interface Command {
  Consistency consistency();

  int timeoutMillis();

  /** The same command with less time left: for retries and forwards. */
  Command within(int remainingMillis);

  /** Of one key. */
  sealed interface OnKey extends Command {
    Key key();

    @Override
    OnKey within(int remainingMillis);
  }

  record Get(Key key, Consistency consistency, int timeoutMillis) implements OnKey {
    @Override
    public Get within(int remainingMillis) {
      return new Get(key, consistency, remainingMillis);
    }
  }

  /**
   * A put (content present) or a delete (tombstone).
   *
   * @param context what the writer had read, null if it writes blindly
   * @param id the write's name; null lets the first receiver choose one, an unstamped one is
   *     stamped by it
   * @param attempt 0 the first time, more when it may have been sent before: such a write is never
   *     run when its id may have fallen out of the cell's window
   * @param condition null: unconditional; else the level is {@code LINEARIZABLE}
   */
  record Write(
      Key key,
      Content content,
      @Nullable ContextToken context,
      Consistency consistency,
      @Nullable WriteId id,
      int attempt,
      int timeoutMillis,
      @Nullable Condition condition)
      implements OnKey {
    /** Unconditional. */
    public Write(
        Key key,
        Content content,
        @Nullable ContextToken context,
        Consistency consistency,
        @Nullable WriteId id,
        int attempt,
        int timeoutMillis) {
      this(key, content, context, consistency, id, attempt, timeoutMillis, null);
    }

    /** Applied only if the condition holds. */
    public Write onlyIf(Condition required) {
      return new Write(key, content, context, consistency, id, attempt, timeoutMillis, required);
    }

    @Override
    public Write within(int remainingMillis) {
      return new Write(key, content, context, consistency, id, attempt, remainingMillis, condition);
    }

    public Write named(WriteId name) {
      return new Write(key, content, context, consistency, name, attempt, timeoutMillis, condition);
    }

    /** The end of its value settled by the stamp of its name, which it has by now. */
    public Write settled() {
      Content settled = id == null ? content : content.from(HybridClock.millis(id.stamp()));
      return settled == content
          ? this
          : new Write(key, settled, context, consistency, id, attempt, timeoutMillis, condition);
    }

    public Write retried() {
      return new Write(
          key, content, context, consistency, id, attempt + 1, timeoutMillis, condition);
    }
  }

  /**
   * The next keys of a range that hold a value, in the order of their bytes.
   *
   * @param limit most keys in the answer; it may have fewer, also none, and still not be the last
   * @param values whether values are wanted, or keys alone
   */
  record Scan(KeyRange range, int limit, boolean values, Consistency consistency, int timeoutMillis)
      implements Command {
    public static final int MOST_KEYS = 4_096;

    public Scan {
      if (limit < 1 || limit > MOST_KEYS) {
        throw new IllegalArgumentException("a page has 1 to " + MOST_KEYS + " keys, not " + limit);
      }
    }

    @Override
    public Scan within(int remainingMillis) {
      return new Scan(range, limit, values, consistency, remainingMillis);
    }
  }
}
