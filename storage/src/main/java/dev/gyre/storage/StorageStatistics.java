package dev.gyre.storage;

/**
 * Counts since the start, and sizes now.
 *
 * @param forces of the log; each released one batch
 * @param records written to the log
 * @param logBytes written to the log
 * @param checkpoints completed
 * @param corruptCells reads that met a cell or block failing its checksum
 * @param busy requests refused because a bound was reached
 * @param readsWaiting requests that wait for a large cell of the tree
 * @param memoryBytes estimated, of changed cells that are not in the tree yet
 * @param treeBytes of the tree's file after the last checkpoint
 */
public record StorageStatistics(
    long forces,
    long records,
    long logBytes,
    long checkpoints,
    long corruptCells,
    long busy,
    long readsWaiting,
    long memoryBytes,
    long treeBytes) {}
