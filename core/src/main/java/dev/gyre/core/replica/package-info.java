/**
 * What a replica does with one cell: a pure, total function. Start at {@link
 * dev.gyre.core.replica.Replica}.
 *
 * <p>Must not know: clocks, disks, other replicas.
 */
@NullMarked
package dev.gyre.core.replica;

import org.jspecify.annotations.NullMarked;
