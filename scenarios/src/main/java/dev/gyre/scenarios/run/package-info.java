/**
 * One run of one concrete scenario, the same code in every world: clients that work, triggers that
 * inflict faults, healing, reading back, judgement.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.run.World}, {@link dev.gyre.scenarios.run.Backend},
 * {@link dev.gyre.scenarios.run.RunResult}.
 *
 * <p>Must not know: whether time is virtual, how a world inflicts a fault.
 */
@NullMarked
package dev.gyre.scenarios.run;

import org.jspecify.annotations.NullMarked;
