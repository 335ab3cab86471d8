/**
 * Figures from measurements: medians over rounds, ratios within a round, Markdown.
 *
 * <p>Reading order: {@code Medians}, {@code Row}, {@code Goals}, {@code Markdown}.
 *
 * <p>It must not know how the measurements were made.
 */
@NullMarked
package dev.gyre.benchmarks.report;

import org.jspecify.annotations.NullMarked;
