/**
 * Anti-entropy: owners of a partition compare hash trees and give each other what they lack.
 *
 * <p>Reading order: {@link dev.gyre.core.repair.Exchange}, {@code Question}, {@code Differences},
 * {@link dev.gyre.core.repair.Growing}.
 *
 * <p>Must not know: the node's table of requests, where trees are kept, clients.
 */
@NullMarked
package dev.gyre.core.repair;

import org.jspecify.annotations.NullMarked;
