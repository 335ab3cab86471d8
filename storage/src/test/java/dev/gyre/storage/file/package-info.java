/** Tests of real files. */
@NullMarked
package dev.gyre.storage.file;

import org.jspecify.annotations.NullMarked;
