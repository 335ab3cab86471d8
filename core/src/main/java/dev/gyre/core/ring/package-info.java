/**
 * Placement: which nodes own a key. Pure values; every node computes the same ring from the same
 * members.
 *
 * <p>Reading order: {@link dev.gyre.core.ring.Member}, {@link dev.gyre.core.ring.Topology}, {@link
 * dev.gyre.core.ring.Ring}.
 *
 * <p>Must not know: who is alive (that routes, in {@code node}), messages, cells.
 */
@NullMarked
package dev.gyre.core.ring;

import org.jspecify.annotations.NullMarked;
