/**
 * The scenario language: an immutable tree of records that says which cluster, which load, which
 * faults when, and what must hold. A fluent builder makes it, YAML is the same tree written down,
 * and every backend runs it.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.dsl.Scenario}, {@link dev.gyre.scenarios.dsl.Step},
 * {@link dev.gyre.scenarios.dsl.Fault}, {@link dev.gyre.scenarios.dsl.Selector}, {@link
 * dev.gyre.scenarios.dsl.Check}; to write one: {@link dev.gyre.scenarios.dsl.Vocabulary}.
 *
 * <p>Must not know: how a cluster carries any of it out.
 */
@NullMarked
package dev.gyre.scenarios.dsl;

import org.jspecify.annotations.NullMarked;
