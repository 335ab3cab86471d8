/**
 * The {@code gyre} command line: one file a command.
 *
 * <p>Reading order: {@link dev.gyre.server.command.Commands} (the list; a new command is a file and
 * a line there), {@link dev.gyre.server.command.Exit}, then any command.
 *
 * <p>Must not know: how anything is done; commands parse, call and print.
 */
@NullMarked
package dev.gyre.server.command;

import org.jspecify.annotations.NullMarked;
