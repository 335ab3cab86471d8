package dev.gyre.client.host;

import dev.gyre.core.host.Links;
import java.util.function.LongSupplier;
import reactor.core.scheduler.Scheduler;

/**
 * The world as a client meets it.
 *
 * @param scheduler single-threaded: everything of the client runs on one worker of it, the one on
 *     which the links tell their events
 * @param uptimeMillis a clock that never goes back, from any origin; read from every thread that
 *     subscribes
 * @param generator random bits, for the client's number and for jitter; seeded in a simulation
 */
public record ClientPorts(
    Links links, Scheduler scheduler, LongSupplier uptimeMillis, LongSupplier generator) {}
