package dev.gyre.transport.netty.frame;

import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.Input;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.MalformedException.Kind;
import dev.gyre.transport.netty.statistics.Counter;
import dev.gyre.transport.netty.statistics.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a socket delivers into frames. A length is checked before anything is kept for it, and
 * a frame's checksum before anything in it is believed. Frames are decoded in place and handed over
 * by a call: nothing is allocated but the message.
 */
public final class FrameReader extends ByteToMessageDecoder {
  /** Enough for any frame of a handshake. */
  private static final int HANDSHAKE_BYTES = 4096;

  /** Behind length and checksum. */
  private static final int VERSION_OFFSET = 2 * Integer.BYTES;

  private static final int TYPE_OFFSET = VERSION_OFFSET + 1;

  private final FrameBuffers buffers;
  private final Counters counters;
  private final FrameSink sink;

  /** Null until the handshake is over; then also messages and chunks may come. */
  private @Nullable FrameCodec codec;

  private int limit = HANDSHAKE_BYTES;

  public FrameReader(FrameBuffers buffers, Counters counters, FrameSink sink) {
    this.buffers = buffers;
    this.counters = counters;
    this.sink = sink;
  }

  /** From now on messages may come. */
  public void established(FrameCodec agreed) {
    codec = agreed;
    limit = buffers.incoming.length;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> unused) {
    try {
      while (sink.isOpen() && readFrame(in)) {
        counters.increment(Counter.FRAMES_RECEIVED);
      }
    } catch (MalformedException malformed) {
      sink.malformed(malformed);
    }
    if (!sink.isOpen()) {
      in.skipBytes(in.readableBytes());
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> unused) {
    decode(context, in, unused);
    if (in.isReadable()) {
      sink.malformed(
          new MalformedException(
              Kind.TRUNCATED, "the connection ended within a frame, after " + in.readableBytes()));
    }
  }

  private boolean readFrame(ByteBuf in) throws MalformedException {
    if (in.readableBytes() < Integer.BYTES) {
      return false;
    }
    int rest = in.getIntLE(in.readerIndex());
    if (rest < ControlCodec.LEAST_REST || rest > limit - Integer.BYTES) {
      throw new MalformedException(
          Kind.BAD_LENGTH,
          "a frame of "
              + rest
              + " bytes where they have "
              + ControlCodec.LEAST_REST
              + " to "
              + (limit - Integer.BYTES));
    }
    int length = Integer.BYTES + rest;
    if (in.readableBytes() < length) {
      return false;
    }
    byte[] frame = buffers.incoming;
    in.readBytes(frame, 0, length);
    counters.add(Counter.BYTES_RECEIVED, length);
    dispatch(frame, length);
    return true;
  }

  private void dispatch(byte[] frame, int length) throws MalformedException {
    int type = frame[TYPE_OFFSET] & 0xFF;
    if (type < FrameCodec.FIRST_TRANSPORT_TYPE) {
      FrameCodec agreed = established();
      sink.message(agreed.decode(frame, 0, length), length);
      return;
    }
    Input body = ControlCodec.body(frame, length);
    if (type == ControlCodec.CHUNK) {
      established();
      int stream = body.i32();
      int offset = body.i32();
      sink.chunk(stream, offset, frame, body.position(), body.remaining());
    } else {
      sink.control(ControlCodec.decode(type, body));
    }
  }

  private FrameCodec established() throws MalformedException {
    if (codec == null) {
      throw new MalformedException(Kind.INVALID, "a message before the handshake");
    }
    return codec;
  }
}
