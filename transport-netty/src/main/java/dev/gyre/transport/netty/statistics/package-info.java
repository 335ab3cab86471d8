/**
 * What a transport counts.
 *
 * <p>Reading order: {@link dev.gyre.transport.netty.statistics.Counter}, {@link
 * dev.gyre.transport.netty.statistics.Counters}, {@link
 * dev.gyre.transport.netty.statistics.TransportStatistics}.
 *
 * <p>Must not know: any metrics library.
 */
@NullMarked
package dev.gyre.transport.netty.statistics;

import org.jspecify.annotations.NullMarked;
