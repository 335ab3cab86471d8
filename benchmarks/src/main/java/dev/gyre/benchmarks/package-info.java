/**
 * What measures Gyre: each main class answers one question, and README.md beside this module says
 * how to run it and what it found.
 *
 * <p>Reading order: {@code ClusterBenchmark}, {@code InterleavedRun}, {@code TargetKind}; then the
 * packages {@code target}, {@code load}, {@code process}, {@code ceiling}, {@code report}, {@code
 * command}.
 *
 * <p>Nothing may depend on this package.
 */
@NullMarked
package dev.gyre.benchmarks;

import org.jspecify.annotations.NullMarked;
