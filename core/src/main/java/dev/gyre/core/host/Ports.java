package dev.gyre.core.host;

import java.util.function.LongSupplier;
import reactor.core.scheduler.Scheduler;

/**
 * The world as a node meets it.
 *
 * @param scheduler single-threaded: everything of the node runs on one worker of it
 * @param generator random bits for the choice of delays; seeded in a simulation
 */
public record Ports(
    Transport transport,
    Storage storage,
    Scheduler scheduler,
    NodeClock clock,
    LongSupplier generator,
    HostObserver observer) {}
