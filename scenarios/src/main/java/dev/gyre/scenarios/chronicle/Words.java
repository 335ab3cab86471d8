package dev.gyre.scenarios.chronicle;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintReply;
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
import dev.gyre.core.value.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Messages and cells in a person's words, short. */
public final class Words {
  private static final int VALUE_BYTES = 24;
  private static final int SIBLINGS = 4;

  /** What a tombstone is shown as. */
  static final String TOMBSTONE = "†";

  private Words() {}

  static String command(Command command) {
    return switch (command) {
      case Command.Get get -> "get " + get.key() + level(get.consistency());
      case Command.Scan scan -> "scan " + scan.range() + level(scan.consistency());
      case Command.Write write ->
          (write.content().isPresent()
                  ? "put " + write.key() + " = " + content(write.content())
                  : "delete " + write.key())
              + (write.context() == null ? " blindly" : " with context")
              + level(write.consistency())
              + (write.attempt() == 0 ? "" : ", attempt " + (write.attempt() + 1));
    };
  }

  static String message(Message message) {
    return switch (message) {
      case Request.Read read -> "read " + read.key();
      case Request.ReadDigest read -> "digest of " + read.key();
      case Request.Merge merge -> "merge into " + merge.key() + ": " + siblings(merge.lane());
      case HintRequest.Keep keep ->
          "keep for " + keep.target() + " " + keep.key() + ": " + siblings(keep.lane());
      case Reply.Found found -> "holds " + siblings(found.lane());
      case Reply.Digest digest -> "holds digest " + Long.toHexString(digest.digest());
      case Reply.Stored stored -> "stored";
      case Reply.Refused refused -> "refused: " + refused.detail();
      case PartitionRequest.Page page -> "page of " + page.partitions() + " " + page.range();
      case PartitionReply reply -> page(reply);
      case RepairRequest.Remote request -> RepairWords.of(request);
      case RepairReply.Remote reply -> RepairWords.of(reply);
      case Message.Ask ask -> command(ask.command());
      case Message.Answer answer -> outcome(answer.outcome());
      case Message.TopologyIs topology -> "topology " + topology.topology().epoch();
      case Gossip gossip -> GossipWords.of(gossip);
      case StrongRequest.Remote request -> StrongWords.request(request);
      case StrongReply reply -> StrongWords.reply(reply);
    };
  }

  static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> "found " + siblings(found.siblings());
      case Outcome.Written written -> "written";
      case Outcome.Page page -> "page of " + page.entries().size() + " keys";
      case Outcome.ConditionFailed failed -> {
        Outcome.Found seen = failed.seen();
        yield "condition failed" + (seen == null ? "" : ", found " + siblings(seen.siblings()));
      }
      case Outcome.Repaired repaired -> RepairWords.of(repaired.report());
      case Outcome.NotApplied refused -> "not applied: " + refused.detail();
      case Outcome.Unknown unknown -> "unknown: " + unknown.detail();
    };
  }

  static String request(Request.OnCell request, boolean changed) {
    return switch (request) {
      case Request.Read read -> "reads " + read.key();
      case Request.ReadDigest read -> "reads for a digest " + read.key();
      case Request.Merge merge ->
          (changed ? "merges into " : "already knows ")
              + merge.key()
              + ": "
              + siblings(merge.lane());
      case Request.Mint mint ->
          (changed ? "mints " : "mints nothing for ")
              + mint.key()
              + " = "
              + content(mint.content());
      case StrongRequest strong -> StrongWords.request(strong);
    };
  }

  static String reply(Reply reply) {
    return switch (reply) {
      case Reply.Found found -> "itself holds " + siblings(found.lane());
      case Reply.Digest digest -> "itself holds digest " + Long.toHexString(digest.digest());
      case Reply.Stored stored -> "itself has it durable";
      case Reply.Refused refused -> "itself refused: " + refused.detail();
      case Reply.Minted minted -> "itself minted " + siblings(minted.lane());
      case PartitionReply page -> "itself has a " + page(page);
      case HintReply.Held held -> "itself keeps " + siblings(held.lane());
      case HintReply.Listed listed -> "itself keeps " + listed.hints().size() + " hint(s) or more";
      case HintReply.Pending pending -> "itself keeps hints for " + pending.targets();
      case HintReply.Holds holds -> "itself keeps " + (holds.any() ? "hints" : "no hint");
      case StrongReply strong -> "itself " + StrongWords.reply(strong);
      case RepairReply told -> "itself " + RepairWords.of(told);
    };
  }

  private static String page(PartitionReply reply) {
    int rows =
        switch (reply) {
          case PartitionReply.Cells cells -> cells.rows().size();
          case PartitionReply.Digests digests -> digests.rows().size();
        };
    return "page of " + rows + " cells" + (reply.more() ? ", more to follow" : "");
  }

  /** The key that a command is of, if it is of one. */
  static @Nullable String key(Command command) {
    return command instanceof Command.OnKey onKey ? onKey.key().toString() : null;
  }

  /** The key that a message names, if it does. */
  static @Nullable String key(Message message) {
    return switch (message) {
      case Request.Read read -> read.key().toString();
      case Request.ReadDigest read -> read.key().toString();
      case Request.Merge merge -> merge.key().toString();
      case HintRequest.Keep keep -> keep.key().toString();
      case Message.Ask ask -> key(ask.command());
      case PartitionRequest page -> null;
      case StrongRequest.Remote request -> request.key().toString();
      case RepairRequest.Remote repair -> null;
      case Message.FromReplica reply -> null;
      case Message.Answer answer -> null;
      case Message.TopologyIs topology -> null;
      case Gossip gossip -> null;
    };
  }

  /**
   * A cell's lane, a line for each fact so that two can be compared line by line: {@code = value
   * dot} for a sibling, {@code ≥ dot} for what the context covers, {@code window n}.
   */
  public static String cell(Lane lane) {
    StringBuilder lines = new StringBuilder();
    for (Sibling sibling : lane.siblings()) {
      lines.append("= ").append(content(sibling.content())).append("  ").append(sibling.dot());
      lines.append('\n');
    }
    for (int i = 0; i < lane.context().size(); i++) {
      lines.append("≥ ").append(lane.context().actorAt(i)).append(':');
      lines.append(lane.context().counterAt(i)).append('\n');
    }
    return lane.isEmpty()
        ? "nothing"
        : lines.append("window ").append(lane.window().size()).toString();
  }

  private static String siblings(Lane lane) {
    return siblings(lane.siblings());
  }

  static String siblings(List<Sibling> siblings) {
    if (siblings.isEmpty()) {
      return "nothing";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(siblings.size(), SIBLINGS); i++) {
      Sibling sibling = siblings.get(i);
      text.append(i == 0 ? "" : ", ").append(content(sibling.content()));
      text.append(" (").append(sibling.dot()).append(')');
    }
    return siblings.size() <= SIBLINGS
        ? text.toString()
        : text + " and " + (siblings.size() - SIBLINGS) + " more";
  }

  static String content(Content content) {
    return switch (content) {
      case Content.Present present -> value(present.value().bytes());
      case Content.Tombstone tombstone -> TOMBSTONE;
    };
  }

  /** Workloads fill short names up with blanks. */
  private static String value(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == ' ') {
      length--;
    }
    return Bytes.printable(Arrays.copyOf(bytes, Math.min(length, VALUE_BYTES + 1)), VALUE_BYTES);
  }

  private static String level(Consistency consistency) {
    return switch (consistency) {
      case Consistency.Named named -> " at " + named.level().name().toLowerCase(Locale.ROOT);
      case Consistency.Replicas replicas -> " at " + replicas.count();
    };
  }
}
