/**
 * Whole clusters under faults, from a story in ten lines to a verdict with its reason.
 *
 * <p>Reading order, as a run goes:
 *
 * <ol>
 *   <li>{@link dev.gyre.scenarios.dsl}: the language, a tree of records; {@link
 *       dev.gyre.scenarios.text} is the same as YAML and JSON, {@link dev.gyre.scenarios.catalogue}
 *       what comes along.
 *   <li>{@link dev.gyre.scenarios.plan}: a seed makes every choice that a story leaves open, and
 *       nothing that could not be survived; or draws the whole story.
 *   <li>{@link dev.gyre.scenarios.run}: one run, the same in every world; {@link
 *       dev.gyre.scenarios.cluster} is the simulated world, {@link dev.gyre.scenarios.tcp} the real
 *       one.
 *   <li>{@link dev.gyre.scenarios.history} and {@link dev.gyre.scenarios.oracle}: what clients saw,
 *       and what it breaks.
 *   <li>{@link dev.gyre.scenarios.campaign}: many seeds; {@link dev.gyre.scenarios.summary} tells
 *       of them, {@link dev.gyre.scenarios.junit} runs them as tests.
 *   <li>{@link dev.gyre.scenarios.shrink}, {@link dev.gyre.scenarios.chronicle}, {@link
 *       dev.gyre.scenarios.report}: the smallest failure, everything that happened in it, and the
 *       page that shows it.
 * </ol>
 *
 * <p>It must not know the server that people deploy.
 */
@NullMarked
package dev.gyre.scenarios;

import org.jspecify.annotations.NullMarked;
