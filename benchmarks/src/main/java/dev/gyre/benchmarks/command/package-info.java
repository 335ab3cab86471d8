/**
 * Command lines of the benchmarks: {@code --name value} pairs, read strictly.
 *
 * <p>It must not know which benchmark it serves.
 */
@NullMarked
package dev.gyre.benchmarks.command;

import org.jspecify.annotations.NullMarked;
