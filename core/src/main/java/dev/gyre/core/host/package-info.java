/**
 * The shell around a node, and the ports through which it meets a world: real or simulated, it is
 * the same class.
 *
 * <p>Reading order: {@link dev.gyre.core.host.Transport}, {@link dev.gyre.core.host.Storage},
 * {@link dev.gyre.core.host.Client}, {@link dev.gyre.core.host.Links}, {@link
 * dev.gyre.core.host.Disk}, {@link dev.gyre.core.host.NodeHost}, {@link dev.gyre.core.host.Timers}.
 *
 * <p>Must not know: sockets, files, the simulator. It owns no thread, clock or generator: all are
 * given.
 */
@NullMarked
package dev.gyre.core.host;

import org.jspecify.annotations.NullMarked;
