/**
 * The REST side of a node: keys, health, metrics and the cluster's shape over HTTP/1.1. The
 * contract is in {@code docs/REST.md}.
 *
 * <p>Everything of a node runs on one event loop, HTTP too: a request is parsed, handed to the node
 * and answered without changing threads.
 *
 * <p>Reading order: {@link dev.gyre.server.http.RestServer}, {@link
 * dev.gyre.server.http.RequestGuard} (what is wrong before there is a request), {@link
 * dev.gyre.server.http.Router}, {@link dev.gyre.server.http.KeyResource}, {@link
 * dev.gyre.server.http.Answers} (outcomes as responses), {@link dev.gyre.server.http.Problem}.
 *
 * <p>Must not know: how a node is put together, configuration files, the command line.
 */
@NullMarked
package dev.gyre.server.http;

import org.jspecify.annotations.NullMarked;
