package dev.gyre.core.message;

import dev.gyre.core.value.NodeId;

/**
 * The hints that a node keeps for one target.
 *
 * @param bytes of their lanes and keys, as limits count them
 * @param oldestMillis since 1970, to the second: when the newest write of the oldest hint was
 *     stamped
 */
public record PendingHints(NodeId target, long count, long bytes, long oldestMillis) {}
