/**
 * What a replica keeps for one key, and how two such states become one.
 *
 * <p>Reading order: {@link dev.gyre.core.cell.Content}, {@link dev.gyre.core.cell.Sibling}, {@link
 * dev.gyre.core.cell.WriteWindow}, {@link dev.gyre.core.cell.Lane} (the eventual lane), {@link
 * dev.gyre.core.cell.Cell}. The strong lane becomes a second component of the cell; its section
 * number in the format is reserved.
 *
 * <p>Must not know: messages, nodes, disks, clocks (every stamp arrives as data).
 */
@NullMarked
package dev.gyre.core.cell;

import org.jspecify.annotations.NullMarked;
