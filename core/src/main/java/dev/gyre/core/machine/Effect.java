package dev.gyre.core.machine;

import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;

/** What to do. */
public sealed interface Effect {

  /** Hand to the transport, which may lose it. */
  record Send(NodeId to, Message message) implements Effect {}

  /** Run on this node's storage; the reply goes to {@code origin} once durable. */
  record Apply(NodeId origin, Request request) implements Effect {}

  record Arm(TimerId timer, Delay delay) implements Effect {}

  record Disarm(TimerId timer) implements Effect {}

  /** The end of a command asked here. */
  record Answer(RequestId id, Outcome outcome) implements Effect {}
}
