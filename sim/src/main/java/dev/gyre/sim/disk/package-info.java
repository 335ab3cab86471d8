/**
 * A directory of files as data, with what a power cut may leave of them.
 *
 * <p>Read {@link dev.gyre.sim.disk.SimDisk} for the model of durability, {@link
 * dev.gyre.sim.disk.CrashMode} for what a crash may keep, {@link dev.gyre.sim.disk.DiskFault} for
 * what may break without a crash, {@link dev.gyre.sim.disk.DiskWatch} for crashing at a chosen
 * operation. Then FileState and Directory (unsynced changes), Survival (what a crash keeps).
 *
 * <p>It must not know who stores what in the files, nor any port of a particular store.
 */
@NullMarked
package dev.gyre.sim.disk;

import org.jspecify.annotations.NullMarked;
