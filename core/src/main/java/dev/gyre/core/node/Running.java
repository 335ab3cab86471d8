package dev.gyre.core.node;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.coordinate.Both;
import dev.gyre.core.coordinate.Gathering;
import dev.gyre.core.coordinate.Scan;
import dev.gyre.core.coordinate.Survey;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.StrongReply;
import org.jspecify.annotations.Nullable;

/**
 * A request in the node's table.
 *
 * @param origin null when it was asked here
 * @param bytes of values that it holds on to
 * @param isOwn whether the node began it of its own accord
 */
record Running(Coordination machine, @Nullable Origin origin, long bytes, boolean isOwn) {
  private static final Coordination NOT_STARTED =
      signal -> {
        throw new IllegalStateException("a request was signalled before it started: " + signal);
      };

  /** Work of the node itself, before its first step. */
  static final Running OWN = new Running(NOT_STARTED, null, 0, true);

  static Running begin(@Nullable Origin origin, Command command) {
    return new Running(NOT_STARTED, origin, bytes(command), false);
  }

  static long bytes(Command command) {
    return switch (command) {
      case Command.Get get -> get.key().length();
      case Command.Scan scan -> scan.range().prefix().length();
      case Command.Write write ->
          write.key().length() + (long) write.content().length() + bytes(write.condition());
    };
  }

  private static int bytes(@Nullable Condition condition) {
    return condition instanceof Condition.IfValue expected ? expected.value().length() : 0;
  }

  boolean isGathering() {
    return machine instanceof Gathering || machine instanceof Scan || machine instanceof Survey;
  }

  Running with(Coordination next) {
    return new Running(next, origin, bytes, isOwn);
  }

  /** After its answer it goes on as work of the node itself. */
  Running answered() {
    return new Running(machine, null, bytes, true);
  }

  /** Replicas mostly say the same, and of two equal siblings a get keeps one. */
  private long bytesWith(int size) {
    return machine instanceof Gathering gathering
        ? Math.max(bytes, Math.max(gathering.merged().sizeBytes(), size))
        : bytes + size;
  }

  /** A round keeps one state and one lane, whoever they came from. */
  private static int bytes(StrongReply reply) {
    return switch (reply) {
      case StrongReply.Promised promised ->
          promised.accepted().state().sizeBytes() + promised.lane().sizeBytes();
      case StrongReply.Surveyed surveyed -> {
        StrongLane state = surveyed.state();
        yield state == null ? 0 : state.sizeBytes();
      }
      case StrongReply.Taken taken -> 0;
      case StrongReply.Preempted preempted -> 0;
    };
  }

  /** A scan lets go of a round's pages when it has listed them. */
  private long bytesWith(PartitionReply.Cells cells) {
    return machine instanceof Scan scan
        ? Math.max(bytes, scan.heldBytes() + cells.sizeBytes())
        : bytes + cells.sizeBytes();
  }

  Running holding(Reply reply) {
    return switch (reply) {
      case PartitionReply.Cells cells -> new Running(machine, origin, bytesWith(cells), isOwn);
      case PartitionReply.Digests digests -> this;
      case Reply.Found found ->
          new Running(
              machine,
              origin,
              bytesWith(new Both(found.lane(), found.chosen()).sizeBytes()),
              isOwn);
      case Reply.Minted minted -> this;
      case Reply.Digest digest -> this;
      case RepairReply told -> this;
      case Reply.Stored stored -> this;
      case Reply.Refused refused -> this;
      case HintReply.Held held ->
          new Running(machine, origin, bytesWith(held.lane().sizeBytes()), isOwn);
      case HintReply.Listed listed -> this;
      case HintReply.Pending pending -> this;
      case HintReply.Holds holds -> this;
      case StrongReply strong ->
          new Running(machine, origin, Math.max(bytes, bytes(strong)), isOwn);
    };
  }
}
