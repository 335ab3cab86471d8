package dev.gyre.transport.netty.frame;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.wire.MalformedException;

/** Takes the frames of one connection, in order, on its loop. */
public interface FrameSink {

  /** Whether frames are still wanted; asked before each. */
  boolean isOpen();

  void message(Envelope envelope, int bytes);

  void control(Control control);

  /** Bytes of a large message; the array is valid during the call only. */
  void chunk(int stream, int offset, byte[] source, int from, int count) throws MalformedException;

  /** What came is no frame; nothing comes after this. */
  void malformed(MalformedException reason);
}
