package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Decision;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Operation;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.value.NodeId;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Agreement} is about, and how far it came in earlier rounds.
 *
 * @param operation null: a read
 * @param mayHaveRun whether an earlier attempt may have been decided: one elsewhere, or an earlier
 *     round of this one whose accept was sent
 * @param met the highest ballot that preempted a round
 * @param rounds begun so far
 */
record Motion(
    Task task,
    Protocol protocol,
    @Nullable Operation operation,
    boolean mayHaveRun,
    Ballot met,
    int rounds) {
  /** A rest after the first lost round is below this many milliseconds, and doubles. */
  private static final int FIRST_REST_MILLIS = 4;

  private static final int MOST_DOUBLINGS = 4;

  /** A higher ballot was met. */
  Motion met(Ballot ballot) {
    return new Motion(task, protocol, operation, mayHaveRun, met.max(ballot), rounds);
  }

  /** Another round. */
  Motion again() {
    return new Motion(task, protocol, operation, mayHaveRun, met, rounds + 1);
  }

  /** An accept is about to leave that may apply the operation, now or later. */
  Motion proposed() {
    return new Motion(task, protocol, operation, operation != null, met, rounds);
  }

  Effect propose() {
    NodeId self = task.self();
    return new Effect.Apply(
        self,
        new StrongRequest.Propose(task.id(), task.key(), met, self.number(), protocol.life()));
  }

  /** To the owners at these positions, this node among them. */
  List<Effect> toOwners(List<Integer> positions, StrongRequest.Remote request) {
    return positions.map(position -> toOwner(position, request));
  }

  private Effect toOwner(int position, StrongRequest.Remote request) {
    NodeId owner = task.owners().get(position);
    return owner.equals(task.self())
        ? new Effect.Apply(owner, request)
        : new Effect.Send(owner, request);
  }

  /** Random, so that two who met do not meet again; the host picks. */
  Effect rest() {
    int bound = FIRST_REST_MILLIS << Math.min(rounds, MOST_DOUBLINGS);
    return new Effect.Arm(new TimerId(task.id()), new Delay(0, bound));
  }

  /** What the base becomes, with everything of the lane in it, under this ballot. */
  Decision decide(StrongLane base, Lane lane, Ballot ballot) {
    int operations = protocol.limits().strong().operations();
    StrongLane folded = base.fold(lane, ballot, operations);
    return operation == null
        ? new Decision.Read(folded)
        : folded.decide(operation, ballot, mayHaveRun, operations);
  }

  Outcome outcome(Decision decided) {
    return switch (decided) {
      case Decision.Read read -> found(read.next());
      case Decision.Applied applied ->
          new Outcome.Written(
              protocol.tokens().write(task.key(), applied.seen()), applied.version());
      case Decision.Failed failed -> {
        StrongLane seen = failed.seen();
        yield new Outcome.ConditionFailed(seen == null ? null : found(seen));
      }
      case Decision.Forgotten forgotten ->
          new Outcome.Unknown("a retry older than the operations remembered for the key");
    };
  }

  Outcome.Found found(StrongLane lane) {
    return new Outcome.Found(
        lane.newestFirst(), protocol.tokens().write(task.key(), lane.seen()), lane.version());
  }

  /** The end without a decision of this attempt. */
  Outcome abandoned(Refusal refusal, String detail) {
    return mayHaveRun ? new Outcome.Unknown(detail) : new Outcome.NotApplied(refusal, detail);
  }
}
