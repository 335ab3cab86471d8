/**
 * The deterministic kernel: seed, virtual time, scheduler, clocks, disk, trace.
 *
 * <p>It must not know any key-value store: it is usable alone, to test anybody's protocol.
 */
@NullMarked
package dev.gyre.sim;

import org.jspecify.annotations.NullMarked;
