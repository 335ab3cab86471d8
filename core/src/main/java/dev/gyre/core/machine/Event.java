package dev.gyre.core.machine;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;

/** What happened. The host stamps each with its wall clock when it hands it to the node. */
public sealed interface Event {

  /** The host carries messages from now on: background machines begin. The first event of all. */
  record Started() implements Event {}

  /**
   * The host is closing, for the reason given: no new commands from now on, and peers may be told.
   */
  record Retired(String reason) implements Event {}

  /** A client of this node asked; {@code id} comes from the host and is fresh. */
  record Asked(RequestId id, Command command) implements Event {}

  /**
   * A message came in.
   *
   * @param epoch the sender's topology epoch
   * @param stamp the sender's hybrid logical clock
   */
  record Received(NodeId from, int epoch, long stamp, Message message) implements Event {}

  /** This node's own storage answered a request of this node. */
  record Replied(Reply reply) implements Event {}

  record Fired(TimerId timer) implements Event {}
}
