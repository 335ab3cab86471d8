/**
 * What is said: commands and outcomes between a client and a node, requests and replies between
 * nodes.
 *
 * <p>Reading order: {@link dev.gyre.core.message.Command}, {@link dev.gyre.core.message.Outcome},
 * {@link dev.gyre.core.message.Request}, {@link dev.gyre.core.message.Reply}, {@link
 * dev.gyre.core.message.Message}.
 *
 * <p>Must not know: how any of it is written on a wire ({@code wire} does), or who decides what.
 */
@NullMarked
package dev.gyre.core.message;

import org.jspecify.annotations.NullMarked;
