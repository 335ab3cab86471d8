package dev.gyre.storage;

import reactor.core.scheduler.Scheduler.Worker;

/**
 * The threads that a store lives on. All may be one; in production each is a thread of its own,
 * because the log's and the checkpoint's block on the disk.
 *
 * <p>A crash is to dispose them all.
 *
 * @param node calls the store and is called back on
 * @param log writes and forces the log
 * @param checkpoint writes the tree and prepares log segments, in bounded steps
 * @param reader reads large cells from the tree
 */
public record StorageWorkers(Worker node, Worker log, Worker checkpoint, Worker reader) {}
