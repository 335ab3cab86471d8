/**
 * The faults of a run as data: drawn from the seed before the run begins, so that a schedule can be
 * stored, replayed and reduced. Start at {@link dev.gyre.scenarios.fault.Fault}.
 *
 * <p>Must not know: how a cluster carries them out.
 */
@NullMarked
package dev.gyre.scenarios.fault;

import org.jspecify.annotations.NullMarked;
