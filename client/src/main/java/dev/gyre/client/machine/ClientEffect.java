package dev.gyre.client.machine;

import dev.gyre.core.machine.Delay;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.ring.Topology;

/** What to do. */
public sealed interface ClientEffect {

  record Connect(String address) implements ClientEffect {}

  record Send(String address, Envelope envelope) implements ClientEffect {}

  /** The shell picks a moment within the delay. */
  record Arm(ClientTimer timer, Delay delay) implements ClientEffect {}

  record Disarm(ClientTimer timer) implements ClientEffect {}

  /**
   * The one end of a call that was not cancelled.
   *
   * @param attempts how often it was sent
   */
  record Complete(long call, Outcome outcome, int attempts) implements ClientEffect {}

  /** Placement was learned, or has changed. */
  record Adopt(Topology topology) implements ClientEffect {}

  /** Nothing is left to finish: close the links. */
  record Close() implements ClientEffect {}
}
