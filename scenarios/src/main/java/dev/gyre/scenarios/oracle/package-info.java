/**
 * Judges: from a history to the promises that it breaks. Start at {@link
 * dev.gyre.scenarios.oracle.EventualOracle}.
 *
 * <p>Must not know: how the store works inside, or which faults there were.
 */
@NullMarked
package dev.gyre.scenarios.oracle;

import org.jspecify.annotations.NullMarked;
