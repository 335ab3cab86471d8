package dev.gyre.client.machine;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Command;

/** What happened to a client. The shell says with each when, by a clock that never goes back. */
public sealed interface ClientEvent {

  /** The client begins: it may reach for its seeds. */
  record Started() implements ClientEvent {}

  /**
   * Somebody subscribed to a request.
   *
   * @param call a number never used before in this session, from 0
   * @param deadlineMillis by the shell's clock; it covers queueing, all attempts and the rests
   *     between them
   */
  record Asked(long call, Command command, long deadlineMillis) implements ClientEvent {}

  /** Whoever asked does not want the result any more. Nothing is answered. */
  record Cancelled(long call) implements ClientEvent {}

  /** A link told something. */
  record Told(LinkEvent link) implements ClientEvent {}

  record Fired(ClientTimer timer) implements ClientEvent {}

  /** Take nothing new; finish what was accepted, for at most {@code boundMillis}. */
  record Closing(int boundMillis) implements ClientEvent {}
}
