package dev.gyre.core.node;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lifetime;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.wire.ContextTokens;
import dev.gyre.core.wire.MalformedException;
import org.jspecify.annotations.Nullable;

/** Whether a command may start here, decided before anything is changed or sent. */
final class Admission {
  private Admission() {}

  /** A command fit to run, or why it is not. {@code seen} is what the token of a write says. */
  sealed interface Ruling {
    record Admitted(Command command, @Nullable Seen seen) implements Ruling {}

    record Rejected(Outcome.NotApplied outcome) implements Ruling {}
  }

  static Ruling rule(
      Command command, Ring ring, NodeLimits limits, ContextTokens tokens, long wallMillis) {
    Ruling.Rejected level = levelProblem(command.consistency(), ring.topology().owners());
    if (level != null) {
      return level;
    }
    Command bounded =
        command.within(Math.clamp(command.timeoutMillis(), 1, limits.timeoutMillis()));
    return switch (bounded) {
      case Command.Get get -> new Ruling.Admitted(get, null);
      case Command.Write write -> rule(write, limits, tokens, wallMillis);
      case Command.Scan scan -> rule(scan);
    };
  }

  private static Ruling rule(
      Command.Write write, NodeLimits limits, ContextTokens tokens, long wallMillis) {
    int length = write.content().length();
    if (length > limits.valueBytes()) {
      return reject(
          Refusal.TOO_LARGE, "the value has " + length + " bytes, at most " + limits.valueBytes());
    }
    if (write.content() instanceof Content.Present present
        && present.lifetime() instanceof Lifetime.Until until
        && until.millis() > wallMillis + Lifetime.MOST_MILLIS + limits.clockBoundMillis()) {
      return reject(Refusal.INVALID, "a value lives for at most ten years");
    }
    if (write.condition() != null && !write.consistency().equals(Consistency.LINEARIZABLE)) {
      return reject(
          Refusal.INVALID, "a conditional write is linearizable, not " + write.consistency());
    }
    if (write.condition() instanceof Condition.IfValue expected
        && expected.value().length() > limits.valueBytes()) {
      return reject(Refusal.TOO_LARGE, "the value to compare with is longer than any value may be");
    }
    if (write.consistency().equals(Consistency.LINEARIZABLE)
        && write.content() instanceof Content.Present present
        && !present.lifetime().equals(Lifetime.ENDLESS)) {
      return reject(Refusal.UNSUPPORTED, "a linearizable value does not expire yet");
    }
    WriteId id = write.id();
    if (id != null && isTooLate(write, id, limits, wallMillis)) {
      return reject(
          Refusal.UNAVAILABLE, "the write reached this node after its client had given it up");
    }
    if (id != null
        && HybridClock.isTooFarAhead(id.stamp(), wallMillis, limits.clockBoundMillis())) {
      return reject(
          Refusal.CLOCK_AHEAD,
          "the write's stamp is ahead of this node's clock by more than "
              + limits.clockBoundMillis()
              + " ms");
    }
    if (write.context() == null) {
      return new Ruling.Admitted(write, null);
    }
    try {
      return new Ruling.Admitted(write, tokens.read(write.key(), write.context()));
    } catch (MalformedException malformed) {
      return reject(Refusal.BAD_CONTEXT, String.valueOf(malformed.getMessage()));
    }
  }

  /** Every other level has been ruled on. */
  private static Ruling rule(Command.Scan scan) {
    Consistency level = scan.consistency();
    return level.equals(Consistency.ANY) || level.equals(Consistency.LINEARIZABLE)
        ? reject(Refusal.INVALID, "a scan is served at one, quorum, all or r, not at " + level)
        : new Ruling.Admitted(scan, null);
  }

  /**
   * Whether a write was stamped longer ago than its client waits, by more than clocks may differ:
   * it lay in a queue, or its node stood still. Run now, it could bring back what has long been
   * overwritten. A retry has less time left than its client waited in all, and asks others before
   * it runs: it is held to the longest timeout there is.
   */
  private static boolean isTooLate(
      Command.Write write, WriteId id, NodeLimits limits, long wallMillis) {
    long ageMillis = wallMillis - HybridClock.millis(id.stamp());
    long patience = write.attempt() == 0 ? write.timeoutMillis() : limits.timeoutMillis();
    return id.isStamped() && ageMillis > patience + 2L * limits.clockBoundMillis();
  }

  private static Ruling.@Nullable Rejected levelProblem(Consistency consistency, int owners) {
    int required = consistency.required(owners);
    if (required > owners) {
      return reject(Refusal.INVALID, required + " owners asked for, each key has " + owners);
    }
    return null;
  }

  static Ruling.Rejected reject(Refusal refusal, String detail) {
    return new Ruling.Rejected(new Outcome.NotApplied(refusal, detail));
  }
}
