/**
 * What a node counts, as Prometheus reads it; every name starts with {@code gyre_}.
 *
 * <p>Reading order: {@link dev.gyre.server.metrics.NodeMetrics}, {@link
 * dev.gyre.server.metrics.MeasuredClient}, {@link dev.gyre.server.metrics.ProcessMetrics}.
 *
 * <p>Must not know: HTTP, how a node is put together.
 */
@NullMarked
package dev.gyre.server.metrics;

import org.jspecify.annotations.NullMarked;
