/**
 * Child processes of a benchmark: a cluster runs apart from the load, so that its processor time
 * and memory are its own, and so that it can be killed.
 *
 * <p>It must not know what the processes run.
 */
@NullMarked
package dev.gyre.benchmarks.process;

import org.jspecify.annotations.NullMarked;
