/**
 * Histories and the consistency checkers that judge them.
 *
 * <p>It must not know any key-value store.
 */
@NullMarked
package dev.gyre.checker;

import org.jspecify.annotations.NullMarked;
