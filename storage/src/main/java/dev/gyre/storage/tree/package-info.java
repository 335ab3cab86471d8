/**
 * The checkpointed tree: MVStore's ordered map in a file whose every block is checked, and which
 * opens exactly as its newest superblock says.
 *
 * <p>Reading order: {@link dev.gyre.storage.tree.CellTree}, {@link
 * dev.gyre.storage.tree.CheckedFileStore}, {@link dev.gyre.storage.tree.BlockFile}, {@link
 * dev.gyre.storage.tree.Superblock}.
 *
 * <p>Must not know: cells, the log, workers.
 */
@NullMarked
package dev.gyre.storage.tree;

import org.jspecify.annotations.NullMarked;
