/**
 * The leak detector: one program in several JVMs that differ in everything that must not matter.
 *
 * <p>Unlike the rest of this module it runs outside of any simulation: it starts processes and
 * waits for them. It must not know what the program simulates.
 */
@NullMarked
package dev.gyre.sim.fork;

import org.jspecify.annotations.NullMarked;
