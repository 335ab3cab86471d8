/**
 * The deterministic kernel: seed, virtual time, scheduler, clocks, trace.
 *
 * <p>Read {@link dev.gyre.sim.Simulation} first, then {@link dev.gyre.sim.Seed} and {@link
 * dev.gyre.sim.Randomness}, {@link dev.gyre.sim.SimProcess} with {@link dev.gyre.sim.SimScheduler}
 * and {@link dev.gyre.sim.SimWorker}, {@link dev.gyre.sim.SimClock}, and {@link dev.gyre.sim.Trace}
 * with {@link dev.gyre.sim.TwiceRun} and {@link dev.gyre.sim.Campaign}. EventQueue is the heap,
 * ReactorNet what catches Reactor's global habits. Disks are in {@link dev.gyre.sim.disk}, the leak
 * detector in {@link dev.gyre.sim.fork}.
 *
 * <p>It must not know any key-value store, nor any network: it is usable alone, to test anybody's
 * protocol.
 */
@NullMarked
package dev.gyre.sim;

import org.jspecify.annotations.NullMarked;
