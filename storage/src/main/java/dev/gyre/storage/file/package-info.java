/**
 * Real files: the only place in storage that knows the file system of the machine. Start at {@link
 * dev.gyre.storage.file.FileDisk}.
 *
 * <p>Must not know: what is in the files.
 */
@NullMarked
package dev.gyre.storage.file;

import org.jspecify.annotations.NullMarked;
