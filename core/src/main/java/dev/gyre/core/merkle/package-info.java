/**
 * Hash trees over the cells of partitions: two replicas that hold the same have the same tree, and
 * where they differ the trees say which few keys to look at (Merkle 1987; DeCandia et al.,
 * "Dynamo", SOSP 2007, section 4.7).
 *
 * <p>Reading order: {@link dev.gyre.core.merkle.LeafSet}, {@link dev.gyre.core.merkle.HashTree},
 * {@link dev.gyre.core.merkle.HashForest}.
 *
 * <p>Must not know: where cells are kept, who compares trees, messages.
 */
@NullMarked
package dev.gyre.core.merkle;

import org.jspecify.annotations.NullMarked;
