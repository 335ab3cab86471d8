/**
 * From a run that failed to the smallest that fails in the same way, and from a file back to that
 * run.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.shrink.Fingerprint}, {@link
 * dev.gyre.scenarios.shrink.Shrinker}, {@code Trials}, {@code Subsets}, then the passes; {@link
 * dev.gyre.scenarios.shrink.Replay}.
 *
 * <p>Must not know: real time, threads, files.
 */
@NullMarked
package dev.gyre.scenarios.shrink;

import org.jspecify.annotations.NullMarked;
