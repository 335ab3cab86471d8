/**
 * Closed-loop load and what it measures: each of C clients has one operation in flight and starts
 * the next when it is answered. A closed loop finds what a system carries at a given concurrency;
 * its percentiles are those its clients saw, not those of an open arrival process.
 *
 * <p>Reading order: {@code Workload}, {@code Load}, {@code ClosedLoop}, {@code LoopingClient},
 * {@code Latencies}, {@code Measurement}; {@code Preload} fills the store before.
 *
 * <p>It must not know which store it loads.
 */
@NullMarked
package dev.gyre.benchmarks.load;

import org.jspecify.annotations.NullMarked;
