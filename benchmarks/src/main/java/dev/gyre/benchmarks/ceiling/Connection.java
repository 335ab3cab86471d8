package dev.gyre.benchmarks.ceiling;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One multiplexed connection: cuts what arrives into frames, and gathers the frames of a turn into
 * one buffer, hence one system call. Lives on its event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  /** The longest frame read; a longer one is a fault of the sender. */
  static final int MAX_FRAME_BYTES = 1 << 20;

  private static final int LENGTH_BYTES = 4;
  private static final int HEADER_BYTES = 5;
  private static final int FIRST_OUTBOX_BYTES = 16 << 10;

  /** What is done with a frame, and with the connection's end. */
  interface Listener {
    /** The body is the next {@code bodyBytes} bytes of {@code in}; valid during the call only. */
    void received(Connection from, Frame frame, ByteBuf in, int bodyBytes);

    void closed(Connection connection, Throwable cause);
  }

  /** A frame's header. */
  record Frame(Kind kind, int id) {}

  private final Turn turn;
  private final Listener listener;
  private @Nullable Channel channel;
  private @Nullable ByteBuf partial;
  private @Nullable ByteBuf outbox;
  private Throwable cause = new IOException("the connection was closed");

  Connection(Turn turn, Listener listener) {
    this.turn = turn;
    this.listener = listener;
  }

  /** Begins a frame; the caller appends exactly {@code bodyBytes} to the answer. */
  ByteBuf begin(Kind kind, int id, int bodyBytes) {
    ByteBuf out = outbox;
    if (out == null) {
      out = openChannel().alloc().directBuffer(FIRST_OUTBOX_BYTES);
      outbox = out;
      turn.atEnd(this::flush);
    }
    return out.writeInt(HEADER_BYTES + bodyBytes).writeByte(kind.code()).writeInt(id);
  }

  private Channel openChannel() {
    if (channel == null) {
      throw new IllegalStateException("used before it was connected");
    }
    return channel;
  }

  private void flush() {
    ByteBuf out = outbox;
    outbox = null;
    if (out != null) {
      Channel open = openChannel();
      // A failed write comes back as exceptionCaught.
      var _ = open.writeAndFlush(out, open.voidPromise());
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = join((ByteBuf) message);
    try {
      while (readFrame(in)) {}
      partial = in.isReadable() ? in.retain() : null;
    } finally {
      in.release();
    }
  }

  private ByteBuf join(ByteBuf arrived) {
    ByteBuf before = partial;
    if (before == null) {
      return arrived;
    }
    partial = null;
    ByteBuf joined = arrived.alloc().directBuffer(before.readableBytes() + arrived.readableBytes());
    joined.writeBytes(before).writeBytes(arrived);
    before.release();
    arrived.release();
    return joined;
  }

  private boolean readFrame(ByteBuf in) {
    if (in.readableBytes() < LENGTH_BYTES) {
      return false;
    }
    int length = in.getInt(in.readerIndex());
    if (length < HEADER_BYTES || length > MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("frame of " + length + " bytes");
    }
    if (in.readableBytes() - LENGTH_BYTES < length) {
      return false;
    }
    in.skipBytes(LENGTH_BYTES);
    int end = in.readerIndex() + length;
    Frame frame = new Frame(Kind.of(in.readByte()), in.readInt());
    listener.received(this, frame, in, length - HEADER_BYTES);
    in.readerIndex(end);
    return true;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    cause = failure;
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (partial != null) {
      partial.release();
      partial = null;
    }
    listener.closed(this, cause);
  }
}
