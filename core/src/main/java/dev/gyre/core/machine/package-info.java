/**
 * The contract at the centre: events in, effects out.
 *
 * <p>Reading order: {@link dev.gyre.core.machine.Event}, {@link dev.gyre.core.machine.Effect},
 * {@link dev.gyre.core.machine.Coordination}, {@link dev.gyre.core.machine.Signal}, {@link
 * dev.gyre.core.machine.Step}, {@link dev.gyre.core.machine.Quorum}, {@link
 * dev.gyre.core.machine.Liveness}.
 *
 * <p>Must not know: any machine in particular, or who interprets effects.
 */
@NullMarked
package dev.gyre.core.machine;

import org.jspecify.annotations.NullMarked;
