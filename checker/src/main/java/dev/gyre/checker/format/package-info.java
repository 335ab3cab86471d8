/**
 * Histories in files: our JSON Lines, Jepsen's EDN, and the text logs of etcd's Jepsen runs.
 *
 * <p>Reading order: {@link dev.gyre.checker.format.HistoryFormat}, {@link
 * dev.gyre.checker.format.JsonLinesReader}, {@link dev.gyre.checker.format.JepsenEdnReader}, {@link
 * dev.gyre.checker.format.EtcdLogReader}, the writers.
 *
 * <p>Must not know: models, verdicts, any store.
 */
@NullMarked
package dev.gyre.checker.format;

import org.jspecify.annotations.NullMarked;
