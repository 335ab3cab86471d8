/**
 * From a scenario and a seed to a concrete scenario: every choice made, and nothing in it that
 * could not be survived. {@link dev.gyre.scenarios.plan.Swarm} draws whole scenarios.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.plan.Planner}, {@link dev.gyre.scenarios.plan.Atlas},
 * {@link dev.gyre.scenarios.plan.Swarm}.
 *
 * <p>Must not know: how anything is carried out.
 */
@NullMarked
package dev.gyre.scenarios.plan;

import org.jspecify.annotations.NullMarked;
