/**
 * Scenarios that people recognise, one file each, ready to run by name.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.catalogue.Catalogue}, then the files beside it under
 * {@code resources}.
 *
 * <p>Must not know: how a scenario runs.
 */
@NullMarked
package dev.gyre.scenarios.catalogue;

import org.jspecify.annotations.NullMarked;
