package dev.gyre.core.host;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.value.NodeId;

/** What a client learns about its link to one node. */
public sealed interface LinkEvent {

  /** The node's address, as it was given to {@link Links}. */
  String address();

  /**
   * The node let the client in. Its topology follows as a {@code Message.TopologyIs} when the
   * client's last known epoch is older than {@code epoch}.
   *
   * @param life the node's life
   * @param stamp the node's hybrid logical clock
   */
  record Connected(String address, NodeId node, int life, int epoch, long stamp)
      implements LinkEvent {}

  record Received(String address, Envelope envelope) implements LinkEvent {}

  /**
   * The node never got this message as a whole: a command in it was certainly not applied by it.
   */
  record NotSent(String address, Envelope envelope, String reason) implements LinkEvent {}

  /**
   * The node turned the client away.
   *
   * @param lasting whether trying again cannot help before somebody changes a configuration
   */
  record Refused(String address, String reason, boolean lasting) implements LinkEvent {}

  /**
   * The link broke, or could not be made. What was sent over it and not answered may have been
   * applied.
   */
  record Lost(String address, String reason) implements LinkEvent {}

  /** The node finishes what it accepted and takes nothing new: ask another one. */
  record GoingAway(String address) implements LinkEvent {}
}
