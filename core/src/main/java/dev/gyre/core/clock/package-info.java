/**
 * Time and causality: the hybrid logical clock, and version vectors over actors that never reuse a
 * counter.
 *
 * <p>Reading order: {@link dev.gyre.core.clock.HybridClock}, {@link dev.gyre.core.clock.Actor},
 * {@link dev.gyre.core.clock.Dot}, {@link dev.gyre.core.clock.VersionVector}, {@link
 * dev.gyre.core.clock.WriteId}.
 *
 * <p>Must not know: cells, messages, where a reading of the wall clock comes from.
 */
@NullMarked
package dev.gyre.core.clock;

import org.jspecify.annotations.NullMarked;
