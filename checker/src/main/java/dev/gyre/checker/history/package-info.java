/**
 * What clients did and saw: operations with an interval in time, a call, an outcome.
 *
 * <p>Reading order: {@link dev.gyre.checker.history.Outcome}, {@link
 * dev.gyre.checker.history.Operation}, {@link dev.gyre.checker.history.History}, {@link
 * dev.gyre.checker.history.HistoryBuilder}, {@link dev.gyre.checker.history.Values}.
 *
 * <p>Must not know: file formats, models, any store, any verdict.
 */
@NullMarked
package dev.gyre.checker.history;

import org.jspecify.annotations.NullMarked;
