/**
 * What {@code gyre check} does, without a command line: a request in, lines and an exit code out.
 *
 * <p>Reading order: {@link dev.gyre.checker.command.CheckRequest}, {@link
 * dev.gyre.checker.command.CheckRun}.
 *
 * <p>Must not know: how arguments are parsed.
 */
@NullMarked
package dev.gyre.checker.command;

import org.jspecify.annotations.NullMarked;
