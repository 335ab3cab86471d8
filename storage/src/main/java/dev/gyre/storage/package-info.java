/**
 * Durable cells: a write-ahead log that acknowledges, and a checkpointed MVStore behind it.
 *
 * <p>It must not know the network, a clock or a thread: these are its host's.
 */
@NullMarked
package dev.gyre.storage;

import org.jspecify.annotations.NullMarked;
