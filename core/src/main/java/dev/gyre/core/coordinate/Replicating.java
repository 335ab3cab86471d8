package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Seen;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.value.NodeId;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * The last phase of a {@link Write}, whose class comment has its transitions: the lane that holds
 * the dot is on its way to every owner.
 *
 * @param owing as in {@link Write.Minting}
 * @param missing other owners that are not known to have the lane and may come to have it, as a bit
 *     set over their positions
 */
public record Replicating(
    Task task,
    Protocol protocol,
    Request.Mint mint,
    Lane lane,
    Quorum quorum,
    int owing,
    Sloppiness sloppiness,
    int missing,
    StandIns standIns)
    implements Write {
  @Override
  public Step on(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied -> replied(replied);
      case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
      case Signal.Answered late when sloppiness.doubtful() -> Step.stay(this);
      case Signal.Answered answered -> throw Write.illegal(task, "Replicating", answered);
    };
  }

  private Step replied(Signal.Replied replied) {
    int fallback = standIns.indexOf(replied.from());
    if (fallback >= 0) {
      return repliedByFallback(fallback, replied);
    }
    int position = task.positionOf(replied.from());
    if (mint.retried() && isOfTheQuestion(replied.reply(), position)) {
      return Step.stay(with(quorum, owing & ~(1 << position), missing, standIns));
    }
    return switch (replied.reply()) {
      case Reply.Stored stored ->
          with(quorum.grant(position), owing, missing & ~(1 << position), standIns)
              .decide(null, List.empty());
      case Reply.Refused refused -> refused(position, refused);
      case Reply.Found found -> throw Write.illegal(task, "Replicating", replied);
      case Reply.Digest digest -> throw Write.illegal(task, "Replicating", replied);
      case Reply.Minted minted -> throw Write.illegal(task, "Replicating", replied);
      case PartitionReply page -> throw Write.illegal(task, "Replicating", replied);
      case HintReply ofHints -> throw Write.illegal(task, "Replicating", replied);
      case StrongReply strong -> throw Write.illegal(task, "Replicating", replied);
      case RepairReply told -> throw Write.illegal(task, "Replicating", replied);
    };
  }

  private boolean isOfTheQuestion(Reply reply, int position) {
    return switch (reply) {
      case Reply.Found found -> true;
      case Reply.Digest digest -> false;
      case Reply.Refused refused -> (owing & 1 << position) != 0;
      case Reply.Stored stored -> false;
      case Reply.Minted minted -> false;
      case PartitionReply page -> false;
      case HintReply ofHints -> false;
      case StrongReply strong -> false;
      case RepairReply told -> false;
    };
  }

  private Replicating with(Quorum counted, int stillOwing, int stillMissing, StandIns now) {
    return new Replicating(
        task, protocol, mint, lane, counted, stillOwing, sloppiness, stillMissing, now);
  }

  private Step repliedByFallback(int fallback, Signal.Replied replied) {
    return switch (replied.reply()) {
      case Reply.Stored stored -> kept(standIns.keep(fallback));
      case Reply.Refused refused ->
          with(quorum, owing, missing, standIns.spend(fallback))
              .ask(Task.bit(standIns.places().get(fallback)), null);
      case Reply.Found found -> throw Write.illegal(task, "Replicating", replied);
      case Reply.Digest digest -> throw Write.illegal(task, "Replicating", replied);
      case Reply.Minted minted -> throw Write.illegal(task, "Replicating", replied);
      case PartitionReply page -> throw Write.illegal(task, "Replicating", replied);
      case HintReply ofHints -> throw Write.illegal(task, "Replicating", replied);
      case StrongReply strong -> throw Write.illegal(task, "Replicating", replied);
      case RepairReply told -> throw Write.illegal(task, "Replicating", replied);
    };
  }

  /** A hint is no owner's copy: it counts for ANY alone (DESIGN section 4). */
  private Step kept(StandIns now) {
    Replicating next = with(quorum, owing, missing, now);
    return sloppiness.hintServes() ? next.written() : Step.stay(next);
  }

  private Step refused(int position, Reply.Refused refused) {
    Quorum counted = quorum.refuse(position);
    return refused.refusal().mayPass()
        ? with(counted, owing, missing, standIns).ask(missing & 1 << position, refused)
        : with(counted, owing, missing & ~(1 << position), standIns).decide(refused, List.empty());
  }

  /** One more fallback for each of these owners. */
  private Step ask(int owners, Reply.@Nullable Refused why) {
    StandIns now = standIns.assign(owners);
    return with(quorum, owing, missing, now).decide(why, now.ask(task, lane, standIns.asked()));
  }

  private Step decide(Reply.@Nullable Refused why, List<Effect> effects) {
    boolean mayBeKept = sloppiness.hintServes() && standIns.isWaiting();
    return switch (quorum.verdict()) {
      case WON -> written();
      case LOST ->
          mayBeKept
              ? Step.to(this, effects)
              : end(new Outcome.Unknown(Protocol.tooFew(quorum, why)), effects);
      case PENDING -> Step.to(this, effects);
    };
  }

  private Step written() {
    return end(outcome(), List.empty());
  }

  /** The answer; owners that missed the write are seen to after it. */
  private Step end(Outcome outcome, List<Effect> effects) {
    Settlement rest = new Settlement(task, protocol, lane, missing, standIns, 0);
    return rest.after(outcome, effects);
  }

  /**
   * The writer may claim to have seen everything, if its write is all that is there. If siblings
   * that it never read survive, it has seen what it had seen before, or its next write would bury
   * them.
   */
  private Outcome outcome() {
    boolean alone = lane.siblings().stream().allMatch(s -> s.writeId().names(mint.writeId()));
    Seen before = mint.seen() == null ? Seen.NOTHING : mint.seen();
    return new Outcome.Written(protocol.tokens().write(task.key(), alone ? lane.seen() : before));
  }

  private Step elapsed(long nowMillis) {
    if (task.isOver(nowMillis)) {
      return Step.done(task.answer(new Outcome.Unknown(Protocol.tooFew(quorum, null))));
    }
    StandIns now = standIns.withoutSilent(task.self()).assign(missing & ~standIns.keptFor());
    return Step.to(
        with(quorum, owing, missing, now),
        ship()
            .appendAll(now.ask(task, lane, 0))
            .append(task.wake(nowMillis, protocol.timings().retryMillis())));
  }

  List<Effect> ship() {
    Request.Merge merge = new Request.Merge(task.id(), task.key(), lane);
    List<Effect> effects = List.empty();
    for (int position = task.owners().size() - 1; position >= 0; position--) {
      NodeId owner = task.owners().get(position);
      if (task.isWaiting(quorum, position) && !owner.equals(task.self())) {
        effects = effects.prepend(new Effect.Send(owner, merge));
      }
    }
    return effects;
  }
}
