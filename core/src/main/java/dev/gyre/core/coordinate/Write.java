package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A put or a delete, coordinated by an owner of the key: it mints the dot in its own cell, then
 * ships the whole lane to the other owners while its own log is being forced.
 *
 * <pre>
 * Minting      Minted from self   ship to the others → Replicating
 *              Refused from self  NotApplied (FORGOTTEN_WRITE: Unknown)
 *              Elapsed            Minting; at the deadline Unknown
 *              anything else      illegal
 * Replicating  Stored             count; WON → Written; else Replicating
 *              Refused            count against; LOST → Unknown: it is minted here;
 *                                 else Replicating
 *              Elapsed            ship again to who has not answered → Replicating;
 *                                 at the deadline Unknown
 *              anything else      illegal
 * </pre>
 */
public sealed interface Write extends Coordination {

  /**
   * Begins at an owner. {@code write} has a stamped id; {@code actor} is offered to a cell that has
   * none.
   */
  static Step start(
      Protocol protocol,
      RequestId id,
      Command.Write write,
      @Nullable VersionVector seen,
      Array<NodeId> owners,
      long nowMillis) {
    int need = write.consistency().required(owners.size());
    NodeId self = protocol.self();
    Task task = new Task(id, write.key(), self, owners, need, nowMillis + write.timeoutMillis());
    WriteId name = Objects.requireNonNull(write.id());
    Actor actor = new Actor(self.number(), id.life(), id.sequence());
    Request.Mint mint =
        new Request.Mint(id, write.key(), name, write.content(), seen, actor, write.attempt() > 0);
    return Step.to(
        new Minting(task, protocol, name, seen),
        List.of(
            task.wake(nowMillis, protocol.timings().retryMillis()), new Effect.Apply(self, mint)));
  }

  /** The dot is being minted in this node's own cell. */
  record Minting(Task task, Protocol protocol, WriteId name, @Nullable VersionVector seen)
      implements Write {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, "Minting", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      return switch (replied.reply()) {
        case Reply.Minted minted -> minted(minted.lane());
        case Reply.Refused refused -> Step.done(task.answer(refused(refused)));
        case Reply.Found found -> throw illegal(task, "Minting", replied);
        case Reply.Stored stored -> throw illegal(task, "Minting", replied);
      };
    }

    private Step minted(Lane lane) {
      Replicating next =
          new Replicating(
              task,
              protocol,
              new Request.Merge(task.id(), task.key(), lane),
              context(lane),
              task.quorum());
      return Step.to(next, next.ship());
    }

    /**
     * What the writer may claim to have seen: everything, if its write is all that is there. If
     * siblings that it never read survive, its former context alone, or its next write would bury
     * them.
     */
    private VersionVector context(Lane lane) {
      boolean alone = lane.siblings().stream().allMatch(s -> s.writeId().names(name));
      if (alone) {
        return lane.context();
      }
      return seen == null ? VersionVector.EMPTY : seen;
    }

    private static Outcome refused(Reply.Refused refused) {
      return refused.refusal() == Refusal.FORGOTTEN_WRITE
          ? new Outcome.Unknown(refused.detail())
          : new Outcome.NotApplied(refused.refusal(), refused.detail());
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(new Outcome.Unknown("the coordinator's storage is slow")));
      }
      return Step.to(this, List.of(task.wake(nowMillis, protocol.timings().retryMillis())));
    }
  }

  /** The lane that holds the dot is on its way to every owner. */
  record Replicating(
      Task task, Protocol protocol, Request.Merge merge, VersionVector context, Quorum quorum)
      implements Write {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
        case Signal.Answered answered -> throw illegal(task, "Replicating", answered);
      };
    }

    private Step replied(Signal.Replied replied) {
      int position = task.positionOf(replied.from());
      return switch (replied.reply()) {
        case Reply.Stored stored -> decide(quorum.grant(position), null);
        case Reply.Refused refused -> decide(quorum.refuse(position), refused);
        case Reply.Found found -> throw illegal(task, "Replicating", replied);
        case Reply.Minted minted -> throw illegal(task, "Replicating", replied);
      };
    }

    private Step decide(Quorum counted, Reply.@Nullable Refused why) {
      return switch (counted.verdict()) {
        case WON ->
            Step.done(
                task.answer(new Outcome.Written(protocol.tokens().write(task.key(), context))));
        case LOST -> Step.done(task.answer(new Outcome.Unknown(Protocol.tooFew(counted, why))));
        case PENDING -> Step.stay(new Replicating(task, protocol, merge, context, counted));
      };
    }

    private Step elapsed(long nowMillis) {
      if (task.isOver(nowMillis)) {
        return Step.done(task.answer(new Outcome.Unknown(Protocol.tooFew(quorum, null))));
      }
      return Step.to(this, ship().append(task.wake(nowMillis, protocol.timings().retryMillis())));
    }

    private List<Effect> ship() {
      List<Effect> effects = List.empty();
      for (int position = task.owners().size() - 1; position >= 0; position--) {
        NodeId owner = task.owners().get(position);
        boolean waiting = !quorum.hasGranted(position) && !quorum.hasRefused(position);
        if (waiting && !owner.equals(task.self())) {
          effects = effects.prepend(new Effect.Send(owner, merge));
        }
      }
      return effects;
    }
  }

  private static IllegalStateException illegal(Task task, String phase, Signal signal) {
    return new IllegalStateException(
        "Write " + task.id() + " in " + phase + " cannot take " + signal);
  }
}
