package dev.gyre.core.message;

import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.RequestId;

/**
 * Everything that travels between nodes, and between a client and a node. A message's envelope
 * (cluster, epoch, sender's stamp) is written by the transport.
 */
public sealed interface Message
    permits Message.ToReplica,
        Message.FromReplica,
        Message.Ask,
        Message.Answer,
        Message.TopologyIs,
        Gossip {

  /** A {@link Request} that a node sends to an owner. */
  sealed interface ToReplica extends Message, Request
      permits Request.Read,
          Request.ReadDigest,
          Request.Merge,
          HintRequest.Keep,
          PartitionRequest,
          StrongRequest.Remote,
          RepairRequest.Remote {}

  /** A {@link Reply} on its way back. */
  sealed interface FromReplica extends Message, Reply
      permits Reply.Found,
          Reply.Digest,
          Reply.Stored,
          Reply.Refused,
          PartitionReply,
          StrongReply,
          RepairReply.Remote {}

  /**
   * A command handed to a node: by a client, or forwarded by a node that is no owner of the key.
   */
  record Ask(RequestId id, Command command) implements Message {}

  /** The end of an {@link Ask}, under the asker's own id. */
  record Answer(RequestId id, Outcome outcome) implements Message {}

  /** Told to whoever speaks with an older epoch. */
  record TopologyIs(Topology topology) implements Message {}
}
