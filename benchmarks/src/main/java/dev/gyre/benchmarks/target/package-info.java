/**
 * What is put under load: a cluster behind four methods, so that one load meets several stores.
 *
 * <p>Reading order: {@code Target}, {@code Completion}.
 *
 * <p>It must not know any store, nor how load is made or measured.
 */
@NullMarked
package dev.gyre.benchmarks.target;

import org.jspecify.annotations.NullMarked;
