/**
 * Seeds as JUnit 5 tests: for anybody who tests a protocol, or an application, in a simulation.
 * JUnit is an optional dependency: who does not use this package does not need it.
 *
 * <p>Reading order: {@link dev.gyre.sim.junit.SimTest}, {@link dev.gyre.sim.junit.SimRun}, {@link
 * dev.gyre.sim.junit.Fixture}, {@link dev.gyre.sim.junit.SeedPlan}.
 *
 * <p>It stands outside of every simulation: it may look at real time, for a budget, and write
 * files, for what a failure leaves. It must not know any key-value store, and the kernel must not
 * know it.
 */
@NullMarked
package dev.gyre.sim.junit;

import org.jspecify.annotations.NullMarked;
