/**
 * What clients of a run asked and saw: the only thing that oracles judge by. Start at {@link
 * dev.gyre.scenarios.history.Operation}.
 *
 * <p>Must not know: nodes, cells, faults.
 */
@NullMarked
package dev.gyre.scenarios.history;

import org.jspecify.annotations.NullMarked;
