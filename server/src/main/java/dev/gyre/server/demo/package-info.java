/**
 * A whole cluster in one process: real nodes over real loopback TCP, each with its own data
 * directory.
 *
 * <p>Reading order: {@link dev.gyre.server.demo.DemoCluster}, {@link
 * dev.gyre.server.demo.DemoDirectory}, {@link dev.gyre.server.demo.DemoSettings}.
 *
 * <p>Must not know: the command line.
 */
@NullMarked
package dev.gyre.server.demo;

import org.jspecify.annotations.NullMarked;
