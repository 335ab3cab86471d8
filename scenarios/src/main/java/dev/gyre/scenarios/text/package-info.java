/**
 * The scenario language written down: YAML for people, JSON for machines, one tree for both. What a
 * record looks like in text is described once, and writes and reads it; every mistake of a file is
 * told at once, each with its line and the nearest word that there is.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.text.ScenarioText}, then {@code Tree}, {@code Form},
 * {@code RecordForm}, {@code Cases}, and the descriptions: {@code ScenarioForm}, {@code
 * ClusterForm}, {@code WorkloadForm}, {@code StepForm}, {@code FaultForms}; {@link
 * dev.gyre.scenarios.text.ReplayFile} is what a failure leaves behind.
 *
 * <p>Must not know: files, how a scenario runs.
 */
@NullMarked
package dev.gyre.scenarios.text;

import org.jspecify.annotations.NullMarked;
