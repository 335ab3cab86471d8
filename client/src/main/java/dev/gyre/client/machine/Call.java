package dev.gyre.client.machine;

import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client, from being asked to its one end: asked of one node after the other,
 * under the same write id, within one deadline.
 *
 * <pre>
 * Waiting  sent                      Sent
 * Sent     found, written, page      end
 *          refused for good          end
 *          refused, may do elsewhere another link untried → Waiting (go); else Resting
 *          unknown, not sent, broken the same
 *          elapsed, attempt over     the same
 * Resting  elapsed                   Waiting (go)
 * any      elapsed at the deadline   end
 *          found or written, of an earlier attempt   end
 *          refused, of an earlier attempt            that attempt is settled; stay
 * </pre>
 *
 * After the last attempt it ends, too. It ends as <em>not applied</em> only if no attempt can have
 * had an effect: a read, or every attempt certainly refused. Otherwise it is <em>unknown</em>.
 *
 * @param command as it was last sent
 * @param deadlineMillis by the shell's clock
 */
record Call(long number, Command command, long deadlineMillis, Trail trail, Phase phase) {
  static final String LATE = "it did not end before its deadline";
  private static final int ATTEMPT_BITS = 5;
  private static final Phase WAITING = new Phase.Waiting();
  private static final Phase RESTING = new Phase.Resting();

  sealed interface Phase {
    /** No link has taken it yet. */
    record Waiting() implements Phase {}

    /** Its last attempt is under way. */
    record Sent(String address, long untilMillis) implements Phase {}

    /** Every node at hand has been asked: it pauses before it asks again. */
    record Resting() implements Phase {}
  }

  /**
   * What a decision depends on.
   *
   * @param elsewhere a healthy link is there that this call has not tried since its last rest
   */
  record Situation(long nowMillis, BooleanSupplier elsewhere, Limits limits) {}

  static Call asked(long number, Command command, long deadlineMillis) {
    return new Call(number, command, deadlineMillis, Trail.NONE, WAITING);
  }

  static long numberOf(RequestId attempt) {
    return attempt.number() >>> ATTEMPT_BITS;
  }

  /** The attempt's position, from 0. */
  static int attemptOf(RequestId attempt) {
    return (int) attempt.number() & (Trail.MAX_SENDS - 1);
  }

  /** Every attempt has an id of its own, so that a late answer is never taken for a later one's. */
  RequestId attemptId() {
    return new RequestId((number << ATTEMPT_BITS) | (trail.sends() - 1));
  }

  /** Where the attempt under way went; null when there is none. */
  @Nullable String sentTo() {
    return phase instanceof Phase.Sent sent ? sent.address() : null;
  }

  /** Whom to ask first; any node may be asked for a scan. Nobody while placement is unknown. */
  Iterable<NodeId> owners(@Nullable Ring ring) {
    return ring != null && command instanceof Command.OnKey onKey
        ? ring.owners(onKey.key())
        : Array.empty();
  }

  long remainingMillis(long nowMillis) {
    return Math.max(0, deadlineMillis - nowMillis);
  }

  /** Before this moment its timer has nothing to tell it; a rest is as long as its timer. */
  long wakeMillis() {
    return switch (phase) {
      case Phase.Waiting waiting -> deadlineMillis;
      case Phase.Sent sent -> Math.min(deadlineMillis, sent.untilMillis());
      case Phase.Resting resting -> Long.MIN_VALUE;
    };
  }

  /**
   * A write gets its name before it is first sent and keeps it; its stamp too, once in doubt.
   * Tempting as it is to leave the stamp of a first attempt to its receiver, whose clock is nearer:
   * a write with two stamps falls out of a window under the one and is not missed under the other
   * (chaos run, seed 16).
   */
  Call named(long stamp, long client, long sequence) {
    if (!(command instanceof Command.Write write)) {
      return this;
    }
    WriteId id = write.id();
    if (id != null && id.isStamped()) {
      return this;
    }
    WriteId name = id == null ? new WriteId(stamp, client, sequence) : id.stampedAt(stamp);
    return with(write.named(name));
  }

  boolean needsName() {
    return command instanceof Command.Write write
        && (write.id() == null || !write.id().isStamped());
  }

  Call sent(String address, Limits limits, long nowMillis) {
    long remaining = remainingMillis(nowMillis);
    Trail after = trail.sent(address);
    Command repeated =
        trail.sends() > 0 && command instanceof Command.Write write ? write.retried() : command;
    long until = nowMillis + Limits.attemptMillis(remaining, limits.maxAttempts() - after.sends());
    return new Call(
        number,
        repeated.within((int) Math.min(Integer.MAX_VALUE, remaining)),
        deadlineMillis,
        after,
        new Phase.Sent(address, until));
  }

  Move answered(int attempt, Outcome outcome, Situation at) {
    return switch (outcome) {
      case Outcome.Found found ->
          command instanceof Command.Get ? end(found) : misunderstood(attempt, at);
      case Outcome.Written written ->
          command instanceof Command.Write ? end(written) : misunderstood(attempt, at);
      case Outcome.Page page ->
          command instanceof Command.Scan ? end(page) : misunderstood(attempt, at);
      case Outcome.ConditionFailed failed ->
          command instanceof Command.Write ? end(failed) : misunderstood(attempt, at);
      case Outcome.Repaired repaired -> misunderstood(attempt, at);
      case Outcome.NotApplied refused -> refused(attempt, refused, at);
      case Outcome.Unknown unknown -> doubted(attempt, unknown.detail(), at);
    };
  }

  /** That attempt certainly never arrived. */
  Move notSent(int attempt, String reason, Situation at) {
    return refused(attempt, new Outcome.NotApplied(Refusal.UNAVAILABLE, reason), at);
  }

  /** The link of the attempt under way broke. */
  Move broken(String reason, Situation at) {
    return again(Refusal.UNAVAILABLE, "the link to " + sentTo() + " broke: " + reason, at);
  }

  /** Its timer fired, at {@link #wakeMillis} or later. */
  Move elapsed(Situation at) {
    if (at.nowMillis() >= deadlineMillis) {
      return finish(LATE);
    }
    return switch (phase) {
      case Phase.Waiting waiting -> new Move.Stay(this);
      case Phase.Sent sent ->
          again(Refusal.UNAVAILABLE, sent.address() + " did not answer in time", at);
      case Phase.Resting resting -> new Move.Go(with(trail.rested(), WAITING));
    };
  }

  /** Ends it for a reason of the client's own. */
  Move.End finish(String reason) {
    String last = trail.problem().isEmpty() ? "" : "; last: " + trail.problem();
    return endFailed(trail, reason + last);
  }

  private Move refused(int attempt, Outcome.NotApplied refused, Situation at) {
    if (refused.refusal() == Refusal.FORGOTTEN_WRITE && command instanceof Command.Write) {
      return end(new Outcome.Unknown(refused.detail()));
    }
    Call settled = with(trail.without(attempt), phase);
    if (!isUnderWay(attempt)) {
      return new Move.Stay(settled);
    }
    return mayDoElsewhere(refused.refusal())
        ? settled.again(refused.refusal(), refused.detail(), at)
        : endFailed(settled.trail.failed(refused.refusal(), ""), refused.detail());
  }

  private Move doubted(int attempt, String detail, Situation at) {
    return isUnderWay(attempt) ? again(Refusal.UNAVAILABLE, detail, at) : new Move.Stay(this);
  }

  private Move misunderstood(int attempt, Situation at) {
    return doubted(attempt, "the node's answer does not fit what it was asked", at);
  }

  private Move again(Refusal refusal, String problem, Situation at) {
    Trail failed = trail.failed(refusal, problem);
    long remaining = remainingMillis(at.nowMillis());
    if (remaining == 0 || trail.sends() >= at.limits().maxAttempts()) {
      return with(failed, phase).finish("no attempt succeeded");
    }
    Call next = trail.isDoubtful() ? this : unstamped();
    if (refusal != Refusal.BUSY && at.elsewhere().getAsBoolean()) {
      return new Move.Go(next.with(failed, WAITING));
    }
    Delay rest = at.limits().retry().after(trail.sends(), remaining);
    return new Move.Rest(next.with(failed, RESTING), rest);
  }

  /**
   * While no node can hold the write its stamp may be given anew: nodes refuse stamps that are too
   * far ahead of their clocks, or older than the time the client still waits.
   */
  private Call unstamped() {
    return command instanceof Command.Write write && write.id() != null
        ? with(write.named(write.id().stampedAt(HybridClock.NONE)))
        : this;
  }

  private boolean isUnderWay(int attempt) {
    return phase instanceof Phase.Sent && attempt == trail.sends() - 1;
  }

  private Move.End end(Outcome outcome) {
    return new Move.End(outcome, trail.sends());
  }

  private Move.End endFailed(Trail at, String detail) {
    if (!(command instanceof Command.Write) || !at.isDoubtful()) {
      return end(new Outcome.NotApplied(at.refusal(), detail));
    }
    boolean earlier = (at.doubtful() & ~(1 << (at.sends() - 1))) != 0;
    return end(
        new Outcome.Unknown(
            earlier ? detail + "; an earlier attempt may have been applied" : detail));
  }

  private Call with(Trail nextTrail, Phase nextPhase) {
    return new Call(number, command, deadlineMillis, nextTrail, nextPhase);
  }

  private Call with(Command next) {
    return new Call(number, next, deadlineMillis, trail, phase);
  }

  /** Whether another node, or the same one later, may take what this one refused. */
  static boolean mayDoElsewhere(Refusal refusal) {
    return switch (refusal) {
      case BUSY, UNAVAILABLE, NOT_OWNER, STALE_EPOCH, CLOCK_AHEAD, STORAGE_FAILED, NOT_SERVING ->
          true;
      case UNSUPPORTED, INVALID, BAD_CONTEXT, TOO_LARGE, FORGOTTEN_WRITE -> false;
    };
  }
}
