package dev.gyre.transport.netty.frame;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.wire.Pieces;

/** A large message on its way out. */
final class OutgoingStream {
  private final int id;
  private final Envelope envelope;

  /** The message's frame. */
  private final Pieces pieces;

  private final int length;
  private final int chunkBytes;
  private int sent;

  /** What the receiver takes beyond {@code sent}; 0 or more. */
  private int credit;

  OutgoingStream(int id, Envelope envelope, Pieces pieces, int chunkBytes) {
    this.id = id;
    this.chunkBytes = chunkBytes;
    this.envelope = envelope;
    this.pieces = pieces;
    this.length = pieces.length();
  }

  int id() {
    return id;
  }

  Envelope envelope() {
    return envelope;
  }

  Pieces pieces() {
    return pieces;
  }

  int length() {
    return length;
  }

  int sent() {
    return sent;
  }

  boolean isFinished() {
    return sent == length;
  }

  /** Only whole chunks: a rest of credit waits for more. */
  boolean maySend() {
    return sent < length && credit >= next();
  }

  /** The next chunk's size. */
  int next() {
    return Math.min(chunkBytes, length - sent);
  }

  void advance(int count) {
    sent += count;
    credit -= count;
  }

  /** False when the receiver grants more than the message has. */
  boolean grant(int more) {
    if (more <= 0 || more > length - sent - credit) {
      return false;
    }
    credit += more;
    return true;
  }
}
