/**
 * Whole clusters under faults: the vocabulary of faults, the oracles, the catalogue and its runner.
 *
 * <p>It must not know the server that people deploy.
 */
@NullMarked
package dev.gyre.scenarios;

import org.jspecify.annotations.NullMarked;
