package dev.gyre.transport.netty.link;

import dev.gyre.core.message.Envelope;
import dev.gyre.transport.netty.frame.Control;

/** Whom a connection reports to, on the loop. It changes hands when the handshake is over. */
public interface ConnectionOwner {

  /** A frame of the handshake. */
  void handshake(Connection connection, Control.Handshake frame);

  /** {@code bytes}: its size on the wire. */
  void message(Connection connection, Envelope envelope, int bytes);

  /** The other side takes nothing new. */
  void goingAway(Connection connection);

  /** A large message did not get through as a whole. */
  void unsent(Connection connection, Envelope envelope);

  /** The last call. */
  void closed(Connection connection, String reason);
}
