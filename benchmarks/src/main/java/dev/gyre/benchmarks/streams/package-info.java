/**
 * What large values do to small ones that share their connection: the transport alone, a node that
 * answers at once.
 *
 * <p>Reading order: {@code LargeStreamsBenchmark}, {@code MixedLoad}, {@code AnsweringNode}.
 *
 * <p>It must not know storage or the protocol.
 */
@NullMarked
package dev.gyre.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
