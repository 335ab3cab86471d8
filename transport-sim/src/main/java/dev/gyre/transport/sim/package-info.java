/**
 * Core's transport port over simulated links: delay, loss, duplication, reordering, partition.
 *
 * <p>It must not know what a message means.
 */
@NullMarked
package dev.gyre.transport.sim;

import org.jspecify.annotations.NullMarked;
