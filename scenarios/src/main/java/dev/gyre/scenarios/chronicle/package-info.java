/**
 * What happened in a recorded run, as data: every event of every node and client with its cause,
 * and what it made of cells.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.chronicle.Chronicle}, {@link
 * dev.gyre.scenarios.chronicle.Kind}, {@link dev.gyre.scenarios.chronicle.Chronicler}, {@link
 * dev.gyre.scenarios.chronicle.CausalCone}.
 *
 * <p>Must not know: how any of it is shown. It observes, and never acts.
 */
@NullMarked
package dev.gyre.scenarios.chronicle;

import org.jspecify.annotations.NullMarked;
