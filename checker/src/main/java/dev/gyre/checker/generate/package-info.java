/**
 * Makes histories of registers, for benchmarks and for trying the checker out.
 *
 * <p>Reading order: {@link dev.gyre.checker.generate.Workload}, {@link
 * dev.gyre.checker.generate.HistoryGenerator}.
 *
 * <p>Must not know: the checker.
 */
@NullMarked
package dev.gyre.checker.generate;

import org.jspecify.annotations.NullMarked;
