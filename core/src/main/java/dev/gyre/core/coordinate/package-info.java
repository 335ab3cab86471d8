/**
 * The machines that bring one request to its end: one file each, its transition table in the class
 * comment.
 *
 * <p>Reading order: {@link dev.gyre.core.coordinate.Task}, {@link dev.gyre.core.coordinate.Get},
 * {@link dev.gyre.core.coordinate.Write}, {@link dev.gyre.core.coordinate.Forward}.
 *
 * <p>Must not know: the node's table of requests, who is alive (an order of owners is given),
 * transports.
 */
@NullMarked
package dev.gyre.core.coordinate;

import org.jspecify.annotations.NullMarked;
