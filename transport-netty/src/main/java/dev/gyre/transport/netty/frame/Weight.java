package dev.gyre.transport.netty.frame;

import dev.gyre.core.cell.Sibling;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;

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
      case Reply.Found found -> found.lane().sizeBytes();
      case Reply.Digest digest -> 0;
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
      case Outcome.Found found -> {
        long bytes = 0;
        for (Sibling sibling : found.siblings()) {
          bytes += sibling.content().length();
        }
        yield bytes;
      }
      case Outcome.Page page -> {
        long bytes = 0;
        for (Outcome.Page.Entry entry : page.entries()) {
          bytes += entry.key().length() + entry.value().length();
        }
        yield bytes;
      }
      case Outcome.Written written -> 0;
      case Outcome.NotApplied notApplied -> 0;
      case Outcome.Unknown unknown -> 0;
    };
  }
}
