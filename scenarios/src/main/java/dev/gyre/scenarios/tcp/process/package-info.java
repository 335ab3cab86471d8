/**
 * A node as a process of the operating system: its command line, its directory, its lives, the
 * signals that it gets.
 *
 * <p>Reading order: {@link dev.gyre.scenarios.tcp.process.ServerProcess}, {@link
 * dev.gyre.scenarios.tcp.process.Launch}.
 *
 * <p>Must not know: scenarios, networks, clients.
 */
@NullMarked
package dev.gyre.scenarios.tcp.process;

import org.jspecify.annotations.NullMarked;
