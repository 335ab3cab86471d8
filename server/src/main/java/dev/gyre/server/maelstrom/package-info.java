/**
 * A node that speaks <a href="https://github.com/jepsen-io/maelstrom">Maelstrom</a>'s protocol on
 * standard input and output, a JSON object a line: a third transport under the very same host, node
 * and storage, so that Maelstrom's network and its checker can judge them.
 *
 * <p>Reading order: {@link dev.gyre.server.maelstrom.Packet}, {@link
 * dev.gyre.server.maelstrom.LinKv}, {@link dev.gyre.server.maelstrom.PacketTransport}, {@link
 * dev.gyre.server.maelstrom.MaelstromNode}.
 *
 * <p>Must not know: sockets, HTTP, configuration files. Maelstrom tells a node all that it needs.
 */
@NullMarked
package dev.gyre.server.maelstrom;

import org.jspecify.annotations.NullMarked;
