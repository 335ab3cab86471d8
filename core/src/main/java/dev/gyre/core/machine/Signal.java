package dev.gyre.core.machine;

import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;

/** What a coordination is told: the events of its own request, and the time. */
public sealed interface Signal {

  /** A replica answered; {@code from} is this node for its own. */
  record Replied(NodeId from, Reply reply) implements Signal {}

  /** An owner answered a forwarded command. */
  record Answered(NodeId from, Message.Answer answer, long nowMillis) implements Signal {}

  /** The machine's timer fired. */
  record Elapsed(long nowMillis) implements Signal {}
}
