/**
 * Promises weaker than linearizability: session guarantees, what sibling registers must not lose,
 * and how stale a register's reads are.
 *
 * <p>Reading order: {@link dev.gyre.checker.eventual.SessionGuarantees}, {@link
 * dev.gyre.checker.eventual.SiblingHistory}, {@link dev.gyre.checker.eventual.SiblingChecker},
 * {@link dev.gyre.checker.eventual.Staleness}.
 *
 * <p>Must not know: any store.
 */
@NullMarked
package dev.gyre.checker.eventual;

import org.jspecify.annotations.NullMarked;
