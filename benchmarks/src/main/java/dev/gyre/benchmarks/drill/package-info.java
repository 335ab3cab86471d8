/**
 * Durability, shown on real processes: a cluster of {@code gyre server} under write load loses one
 * node and then all of them to SIGKILL, and every acknowledged write is read back.
 *
 * <p>Reading order: {@code DurabilityDrill}, {@code Servers}, {@code WriteLoad}, {@code ReadBack},
 * {@code Ledger}.
 *
 * <p>SIGKILL spares what the operating system holds, so this shows the protocol and the recovery;
 * what a power cut spares is shown on the simulated disk.
 */
@NullMarked
package dev.gyre.benchmarks.drill;

import org.jspecify.annotations.NullMarked;
