/**
 * The write-ahead log: record groups in preallocated segment files. What a group says is durable
 * once it is forced; what follows the last good group never was.
 *
 * <p>Reading order: {@link dev.gyre.storage.log.Group}, {@link dev.gyre.storage.log.Segment},
 * {@link dev.gyre.storage.log.LogWriter}, {@link dev.gyre.storage.log.SegmentSupply}, {@link
 * dev.gyre.storage.log.SegmentScan}, {@link dev.gyre.storage.log.LogHistory}.
 *
 * <p>Must not know: cells, trees, workers. It moves bytes and numbers them.
 */
@NullMarked
package dev.gyre.storage.log;

import org.jspecify.annotations.NullMarked;
