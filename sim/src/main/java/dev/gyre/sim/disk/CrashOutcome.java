package dev.gyre.sim.disk;

/**
 * What a crash did: a crash that found nothing unsynced proved nothing.
 *
 * @param mode how it chose
 * @param unsyncedChanges writes, size changes and name changes that were not durable
 * @param bytesKept of unsynced writes, how many bytes became durable
 * @param bytesLost of unsynced writes, how many bytes did not
 */
public record CrashOutcome(CrashMode mode, int unsyncedChanges, long bytesKept, long bytesLost) {}
