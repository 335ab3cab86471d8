/**
 * Decides whether a history is linearizable: is there one order of all operations, each between its
 * invocation and its completion, that the model could have produced?
 *
 * <p>Reading order: {@link dev.gyre.checker.linear.LinearizabilityChecker} (which method when);
 * {@code RegisterProblem} and {@code ZoneCheck} (unique values, in O(n log n)); {@code
 * SearchProblem}, {@code Closure}, {@code FrontierSearch}, {@code DepthFirstSearch}, {@code
 * Portfolio} (everything else).
 *
 * <p>Must not know: formats, reports, any store.
 */
@NullMarked
package dev.gyre.checker.linear;

import org.jspecify.annotations.NullMarked;
