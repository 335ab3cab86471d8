package dev.gyre.core.coordinate;

import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Outcome.Page.Entry;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One page of a scan: rounds of pages asked of enough owners of every partition, merged.
 *
 * <pre>
 * Asking   Cells of this round   keep; enough owners of every partition: list them, then
 *                                  full, enough, the range's end, the last round → Page
 *                                  else the next round → Asking
 *          other Cells           a copy, or late: Asking
 *          Refused               ask other owners → Asking;
 *                                too many refused: what earlier rounds listed → Page, if any;
 *                                else NotApplied
 *          Elapsed               ask every owner, and again who is silent → Asking
 *          Elapsed at the deadline   what earlier rounds listed → Page, if any;
 *                                else NotApplied(UNAVAILABLE): a scan changes nothing
 *          anything else         illegal
 * </pre>
 *
 * @param round the pages under way
 * @param rounds how many there were, this one included
 * @param listed by the rounds before
 */
public record Scan(ScanTask task, PageRequests round, int rounds, List<Entry> listed)
    implements Coordination {
  /** A stretch of deletes ends an empty page: its asker goes on, with a new deadline. */
  static final int MOST_ROUNDS = 8;

  /** {@code order}: all members, those to be asked first at the front. */
  public static Step start(
      Protocol protocol,
      RequestId id,
      Command.Scan scan,
      Ring ring,
      Array<NodeId> order,
      long nowMillis,
      long stampMillis) {
    ScanTask.Wanted wanted =
        new ScanTask.Wanted(
            scan.values() ? Detail.LANES : Detail.OUTLINES,
            scan.limit(),
            nowMillis + scan.timeoutMillis(),
            stampMillis);
    int need = scan.consistency().required(ring.topology().owners());
    ScanTask task = new ScanTask(id, protocol, ring, order, wanted, need);
    PageRequests.Sent first = PageRequests.begin(task, scan.range(), 0);
    return Step.to(
        new Scan(task, first.round(), 1, List.of()), first.effects().prepend(task.wake(nowMillis)));
  }

  /** Bytes of the pages that it holds on to. */
  public long heldBytes() {
    long held = 0;
    for (PartitionReply.Cells page : round.pages()) {
      held += page.sizeBytes();
    }
    for (Entry entry : listed) {
      held += entry.value().length();
    }
    return held;
  }

  @Override
  public Step on(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied -> replied(replied);
      case Signal.Elapsed elapsed -> elapsed(elapsed.nowMillis());
      case Signal.Answered answered -> throw illegal(answered);
    };
  }

  private Step replied(Signal.Replied replied) {
    return switch (replied.reply()) {
      case PartitionReply.Cells page -> {
        PageRequests next = round.answered(replied.from(), page);
        yield next == null ? Step.stay(this) : with(next).goOn();
      }
      case Reply.Refused refused -> refused(replied.from(), refused);
      case PartitionReply.Digests digests -> throw illegal(replied);
      case HintReply hint -> throw illegal(replied);
      case StrongReply strong -> throw illegal(replied);
      case RepairReply told -> throw illegal(replied);
      case Reply.Found found -> throw illegal(replied);
      case Reply.Digest digest -> throw illegal(replied);
      case Reply.Stored stored -> throw illegal(replied);
      case Reply.Minted minted -> throw illegal(replied);
    };
  }

  private Step refused(NodeId node, Reply.Refused refused) {
    PageRequests next = round.refused(node);
    if (next.isLost()) {
      return Step.done(task.answer(end(refused.refusal(), "one refused: " + refused.detail())));
    }
    PageRequests.Sent sent = next.ask(task.need());
    return Step.to(with(sent.round()), sent.effects());
  }

  private Step elapsed(long nowMillis) {
    if (task.isOver(nowMillis)) {
      return Step.done(task.answer(end(Refusal.UNAVAILABLE, "some did not answer in time")));
    }
    PageRequests.Sent sent = round.ask(task.ring().topology().owners());
    return Step.to(
        with(sent.round()), round.again().appendAll(sent.effects()).append(task.wake(nowMillis)));
  }

  private Step goOn() {
    if (!round.isComplete()) {
      return Step.stay(this);
    }
    Listing listing = new Listing(task.protocol().limits(), task.limit(), listed);
    Key through = round.completeThrough();
    if (!listing.add(round.pages(), through)) {
      return done(listing, Objects.requireNonNull(listing.last()));
    }
    if (through == null || listing.isEnough() || rounds == MOST_ROUNDS) {
      return done(listing, through);
    }
    PageRequests.Sent next =
        PageRequests.begin(task, round.range().from(through), round.nextPart());
    return Step.to(new Scan(task, next.round(), rounds + 1, listing.entries()), next.effects());
  }

  private Step done(Listing listing, @Nullable Key next) {
    return Step.done(task.answer(new Outcome.Page(listing.entries(), next)));
  }

  /** What was listed is not lost for a round that fails: the asker goes on from there. */
  private Outcome end(Refusal refusal, String why) {
    return rounds > 1
        ? new Outcome.Page(listed, round.range().after())
        : new Outcome.NotApplied(
            refusal, "of some partition fewer than " + task.need() + " owners answered; " + why);
  }

  private Scan with(PageRequests next) {
    return new Scan(task, next, rounds, listed);
  }

  private IllegalStateException illegal(Signal signal) {
    return new IllegalStateException("Scan " + task.id() + " in Asking cannot take " + signal);
  }
}
