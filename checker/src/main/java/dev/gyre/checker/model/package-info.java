/**
 * What the objects under test promise, as sequential specifications.
 *
 * <p>Reading order: {@link dev.gyre.checker.model.Model}, {@link
 * dev.gyre.checker.model.RegisterModel}, {@link dev.gyre.checker.model.Models}.
 *
 * <p>Must not know: how a history is judged, formats, any store.
 */
@NullMarked
package dev.gyre.checker.model;

import org.jspecify.annotations.NullMarked;
