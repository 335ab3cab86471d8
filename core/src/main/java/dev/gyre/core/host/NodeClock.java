package dev.gyre.core.host;

import dev.gyre.core.machine.Moment;

/** Where a node's time comes from: the machine's clocks, or the simulator's. */
@FunctionalInterface
public interface NodeClock {
  Moment now();
}
