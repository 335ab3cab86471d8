/**
 * The words everything else is said in: keys, values, and the identities of nodes, clusters and
 * requests.
 *
 * <p>Reading order: {@link dev.gyre.core.value.Key}, {@link dev.gyre.core.value.Value}, {@link
 * dev.gyre.core.value.NodeId}, {@link dev.gyre.core.value.ClusterId}, {@link
 * dev.gyre.core.value.RequestId}, {@link dev.gyre.core.value.XxHash64}.
 *
 * <p>Must not know: clocks, messages, replicas, any I/O.
 */
@NullMarked
package dev.gyre.core.value;

import org.jspecify.annotations.NullMarked;
