package dev.gyre.client;

import dev.gyre.core.message.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request did not succeed. Which of the three it is says what is known of its effect. They carry
 * no stack trace: it would show the client's own event loop and cost more than the request did.
 */
public abstract sealed class GyreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int attempts;

  private GyreException(String message, int attempts) {
    super(message, null, false, false);
    this.attempts = attempts;
  }

  /** How often the request was sent to a node; 0 if never. */
  public int attempts() {
    return attempts;
  }

  private static String sent(int attempts) {
    return switch (attempts) {
      case 0 -> " (never sent): ";
      case 1 -> " (sent once): ";
      default -> " (sent " + attempts + " times): ";
    };
  }

  /** Certainly without effect, now and later: it may be asked again. */
  public static final class NotApplied extends GyreException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;
    private final String detail;

    public NotApplied(Refusal refusal, String detail, int attempts) {
      super("not applied, " + refusal + sent(attempts) + detail, attempts);
      this.refusal = refusal;
      this.detail = detail;
    }

    public Refusal refusal() {
      return refusal;
    }

    public String detail() {
      return detail;
    }

    /** Whether the same request may succeed later; otherwise the request itself must change. */
    public boolean isWorthRetrying() {
      return switch (refusal) {
        case BUSY, UNAVAILABLE, NOT_OWNER, STALE_EPOCH, CLOCK_AHEAD, STORAGE_FAILED, NOT_SERVING ->
            true;
        case UNSUPPORTED, INVALID, BAD_CONTEXT, TOO_LARGE, FORGOTTEN_WRITE -> false;
      };
    }
  }

  /**
   * It may have been applied, or may still be. Read before deciding; a put that is asked again is
   * another write.
   */
  public static final class Unknown extends GyreException {
    private static final long serialVersionUID = 1;

    private final String detail;

    public Unknown(String detail, int attempts) {
      super("outcome unknown" + sent(attempts) + detail, attempts);
      this.detail = detail;
    }

    public String detail() {
      return detail;
    }
  }

  /**
   * A compare-and-set found something else than it required. It is certainly not applied, now and
   * later.
   */
  public static final class ConditionFailed extends GyreException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Reading seen;

    public ConditionFailed(@Nullable Reading seen, int attempts) {
      super("the condition does not hold" + sent(attempts) + "read before trying again", attempts);
      this.seen = seen;
    }

    /**
     * What it found instead. Empty when an earlier attempt of a retried request found it and it is
     * not remembered any more.
     */
    public Optional<Reading> seen() {
      return Optional.ofNullable(seen);
    }
  }

  /** Concurrent writes left several values and nothing said how to merge them. Nothing was done. */
  public static final class Conflict extends GyreException {
    private static final long serialVersionUID = 1;

    private final transient Reading reading;

    public Conflict(Reading reading) {
      super(
          reading.siblings().size()
              + " concurrent values, and no merge was given: use the update that takes one",
          1);
      this.reading = reading;
    }

    /** All siblings, and the context with which to write their merge. */
    public Reading reading() {
      return reading;
    }
  }
}
