/**
 * Gyre in JUnit 5 tests: a simulated cluster with faults and the client of production, for who
 * tests an application ({@link dev.gyre.scenarios.junit.GyreCluster}); and scenarios with their
 * oracles, for who tests Gyre ({@link dev.gyre.scenarios.junit.ScenarioTest}). Both run many seeds,
 * as {@link dev.gyre.sim.junit.SimTest} does. JUnit is an optional dependency.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.junit.GyreCluster}, {@link
 * dev.gyre.scenarios.junit.SimulatedGyre}, {@link dev.gyre.scenarios.junit.ScenarioTest}.
 *
 * <p>Must not know: real time, threads; files but those of the class path.
 */
@NullMarked
package dev.gyre.scenarios.junit;

import org.jspecify.annotations.NullMarked;
