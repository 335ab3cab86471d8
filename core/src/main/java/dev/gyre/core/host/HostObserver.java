package dev.gyre.core.host;

import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Event;
import dev.gyre.core.machine.Moment;

/**
 * Sees all that goes into a node and comes out of it: for traces and metrics. Must not touch the
 * host.
 */
public interface HostObserver {
  HostObserver NONE = new HostObserver() {};

  default void event(Event event, Moment now) {}

  default void effect(Effect effect) {}
}
