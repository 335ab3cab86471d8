package dev.gyre.transport.netty.frame;

import dev.gyre.core.cell.Sibling;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;

/** About how long a message is on the wire: its values, which is all that makes one large. */
public final class Weight {
  private Weight() {}

  /** In bytes, never much more than what it takes. */
  public static long of(Message message) {
    return switch (message) {
      case Request.Read read -> 0;
      case Request.ReadDigest read -> 0;
      case Request.Merge merge -> merge.lane().sizeBytes();
      case HintRequest.Keep keep -> keep.lane().sizeBytes();
      case Reply.Digest digest -> 0;
      case Reply.Found found -> found.lane().sizeBytes() + found.chosen().state().sizeBytes();
      case RepairRequest.Store store -> store.sizeBytes();
      case RepairRequest.Roots roots -> 0;
      case RepairRequest.Hashes hashes -> 0;
      case RepairRequest.Fetch fetch -> 0;
      case RepairReply.Remote told -> 0;
      case Reply.Stored stored -> 0;
      case Reply.Refused refused -> 0;
      case PartitionRequest request -> 0;
      case PartitionReply.Cells cells -> cells.sizeBytes();
      case PartitionReply.Digests digests ->
          (long) digests.rows().size() * PartitionReply.ROW_BYTES;
      case Message.Ask ask -> of(ask.command());
      case Message.Answer answer -> of(answer.outcome());
      case Message.TopologyIs topology -> 0;
      case Gossip gossip -> 0;
      case StrongRequest.Remote request -> of(request);
      case StrongReply reply -> of(reply);
    };
  }

  private static long of(StrongRequest.Remote request) {
    return switch (request) {
      case StrongRequest.Survey survey -> 0;
      case StrongRequest.Prepare prepare -> 0;
      case StrongRequest.Accept accept -> accept.proposal().state().sizeBytes();
      case StrongRequest.Learn learn -> 0;
    };
  }

  private static long of(StrongReply reply) {
    return switch (reply) {
      case StrongReply.Surveyed surveyed -> {
        StrongLane state = surveyed.state();
        yield state == null ? 0 : state.sizeBytes();
      }
      case StrongReply.Promised promised ->
          promised.lane().sizeBytes() + promised.accepted().state().sizeBytes();
      case StrongReply.Taken taken -> 0;
      case StrongReply.Preempted preempted -> 0;
    };
  }

  private static long of(Command command) {
    return switch (command) {
      case Command.Get get -> 0;
      case Command.Write write -> write.content().length();
      case Command.Scan scan -> 0;
    };
  }

  private static long of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> of(found);
      case Outcome.ConditionFailed failed -> {
        Outcome.Found seen = failed.seen();
        yield seen == null ? 0 : of(seen);
      }
      case Outcome.Page page -> {
        long bytes = 0;
        for (Outcome.Page.Entry entry : page.entries()) {
          bytes += entry.key().length() + entry.value().length();
        }
        yield bytes;
      }
      case Outcome.Written written -> 0;
      case Outcome.Repaired repaired -> 0;
      case Outcome.NotApplied notApplied -> 0;
      case Outcome.Unknown unknown -> 0;
    };
  }

  private static long of(Outcome.Found found) {
    long bytes = 0;
    for (Sibling sibling : found.siblings()) {
      bytes += sibling.content().length();
    }
    return bytes;
  }
}
