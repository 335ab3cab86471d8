package dev.gyre.transport.netty.frame;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.core.wire.Pieces;
import dev.gyre.transport.netty.loop.NodeLoop;
import dev.gyre.transport.netty.statistics.Counter;
import dev.gyre.transport.netty.statistics.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one connection. Small frames gather in one buffer and leave in one flush at the
 * end of the loop's turn. Large messages follow behind them, in chunks, one chunk of each in turn,
 * only as far as the socket takes them and the receiver gave credit: so a small message never waits
 * for more than the socket's share of a large one.
 *
 * <p>Bytes that the socket has not taken are bounded; what would pass the bound is lost.
 */
public final class Outbox {
  private static final int BATCH_BYTES = 16 << 10;

  /** Room for all of a message but its values. */
  private static final int FRAMING_BYTES = 4096;

  private final Channel channel;
  private final NodeLoop loop;
  private final FrameBuffers buffers;
  private final Counters counters;
  private final OutboxLimits limits;
  private final Consumer<Envelope> unsent;

  /** By number; insertion order. Holds what is not finished. */
  private final Map<Integer, OutgoingStream> streams = new LinkedHashMap<>();

  /** The streams that may send a chunk now. */
  private final Deque<OutgoingStream> ready = new ArrayDeque<>();

  private @Nullable ByteBuf batch;
  private long streamBytes;

  /** Heavy messages that are being encoded, and about their size. */
  private int encoding;

  private long encodingBytes;
  private int lastStream;
  private boolean flushAwaited;
  private boolean closed;

  /** {@code unsent} is told of large messages that did not get through as a whole. */
  public Outbox(
      Channel channel,
      NodeLoop loop,
      FrameBuffers buffers,
      Counters counters,
      OutboxLimits limits,
      Consumer<Envelope> unsent) {
    this.channel = channel;
    this.loop = loop;
    this.buffers = buffers;
    this.counters = counters;
    this.limits = limits;
    this.unsent = unsent;
  }

  /** False when the message is lost already: the connection is over, or a bound is met. */
  public boolean send(FrameCodec codec, Envelope envelope) {
    if (closed) {
      return lost(Counter.DROPPED_DISCONNECTED);
    }
    if (queuedBytes() >= limits.queuedBytes()) {
      return lost(Counter.DROPPED_SLOW);
    }
    long weight = Weight.of(envelope.message());
    if (weight >= FrameLimits.HEAVY_BYTES) {
      return sendHeavy(codec, envelope, weight);
    }
    Output out = buffers.outgoing();
    codec.encode(out, envelope);
    int length = out.length();
    boolean large = length > limits.frames().frameBytes();
    if (length > limits.frames().messageBytes()) {
      buffers.takeOutgoing();
      return lost(Counter.DROPPED_OVERSIZE);
    }
    if (queuedBytes() + length > limits.queuedBytes()
        || (large && streams.size() == limits.frames().streams())) {
      return lost(Counter.DROPPED_SLOW);
    }
    if (large) {
      open(envelope, Pieces.of(buffers.takeOutgoing(), 0, length));
    } else {
      append(out);
    }
    counters.increment(Counter.MESSAGES_SENT);
    return true;
  }

  /**
   * Encodes elsewhere: to sum up megabytes takes a millisecond, in which small messages would wait.
   * What is sent meanwhile may overtake it.
   */
  private boolean sendHeavy(FrameCodec codec, Envelope envelope, long weight) {
    if (weight > limits.frames().messageBytes()) {
      return lost(Counter.DROPPED_OVERSIZE);
    }
    if (queuedBytes() + weight > limits.queuedBytes()
        || streams.size() + encoding == limits.frames().streams()) {
      return lost(Counter.DROPPED_SLOW);
    }
    encoding++;
    encodingBytes += weight;
    loop.offload(
        () -> {
          Output out = Output.gathering(FRAMING_BYTES);
          codec.encode(out, envelope);
          return out.pieces();
        },
        pieces -> encoded(envelope, pieces, weight));
    return true;
  }

  private void encoded(Envelope envelope, Pieces pieces, long weight) {
    encoding--;
    encodingBytes -= weight;
    if (closed) {
      counters.increment(Counter.DROPPED_UNFINISHED);
      unsent.accept(envelope);
    } else if (pieces.length() > limits.frames().messageBytes()) {
      counters.increment(Counter.DROPPED_OVERSIZE);
      unsent.accept(envelope);
    } else {
      counters.increment(Counter.MESSAGES_SENT);
      open(envelope, pieces);
    }
  }

  /** Sends a control frame, whatever the bound: they are few and small. */
  public void send(Control control) {
    if (!closed) {
      Output out = buffers.outgoing();
      ControlCodec.encode(out, control);
      append(out);
    }
  }

  /** The receiver takes more of a large message; false if it should not have said so. */
  public boolean credited(Control.Credit credit) {
    OutgoingStream stream = streams.get(credit.stream());
    if (stream == null) {
      return credit.stream() > 0 && credit.stream() <= lastStream;
    }
    boolean wasReady = stream.maySend();
    if (!stream.grant(credit.bytes())) {
      return false;
    }
    if (!wasReady && stream.maySend()) {
      ready.add(stream);
      awaitFlush();
    }
    return true;
  }

  /** The receiver gave a large message up. */
  public void reset(int streamId) {
    OutgoingStream stream = streams.remove(streamId);
    if (stream != null) {
      ready.remove(stream);
      streamBytes -= stream.length();
      counters.increment(Counter.DROPPED_REFUSED);
      unsent.accept(stream.envelope());
    }
  }

  /** The socket takes more. */
  public void writable() {
    if (!ready.isEmpty()) {
      awaitFlush();
    }
  }

  /** Accepted, but not taken by the socket. */
  public long queuedBytes() {
    ChannelOutboundBuffer inChannel = channel.unsafe().outboundBuffer();
    return streamBytes
        + encodingBytes
        + (batch == null ? 0 : batch.readableBytes())
        + (inChannel == null ? 0 : inChannel.totalPendingWriteBytes());
  }

  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (batch != null) {
      batch.release();
      batch = null;
    }
    ready.clear();
    List<OutgoingStream> left = new ArrayList<>(streams.values());
    streams.clear();
    streamBytes = 0;
    for (OutgoingStream stream : left) {
      counters.increment(Counter.DROPPED_UNFINISHED);
      unsent.accept(stream.envelope());
    }
  }

  private boolean lost(Counter cause) {
    counters.increment(cause);
    return false;
  }

  private void open(Envelope envelope, Pieces pieces) {
    OutgoingStream stream =
        new OutgoingStream(++lastStream, envelope, pieces, limits.frames().chunkBytes());
    streams.put(stream.id(), stream);
    streamBytes += stream.length();
    counters.increment(Counter.LARGE_MESSAGES_SENT);
    send(new Control.Open(stream.id(), stream.length()));
  }

  private void append(Output out) {
    ByteBuf target = batch;
    if (target != null && target.writableBytes() < out.length()) {
      push();
      target = null;
    }
    if (target == null) {
      target = channel.alloc().directBuffer(Math.max(out.length(), BATCH_BYTES));
      batch = target;
    }
    target.writeBytes(out.array(), 0, out.length());
    counters.increment(Counter.FRAMES_SENT);
    awaitFlush();
  }

  private void push() {
    ByteBuf full = batch;
    if (full != null) {
      batch = null;
      counters.add(Counter.BYTES_SENT, full.readableBytes());
      channel.write(full, channel.voidPromise());
    }
  }

  private void awaitFlush() {
    if (!flushAwaited) {
      flushAwaited = true;
      loop.atEndOfTurn(this::flush);
    }
  }

  /** Sends all that is queued now. */
  public void flush() {
    flushAwaited = false;
    if (closed) {
      return;
    }
    push();
    while (!ready.isEmpty() && channel.isWritable()) {
      writeChunk(ready.remove());
    }
    counters.increment(Counter.FLUSHES);
    channel.flush();
  }

  private void writeChunk(OutgoingStream stream) {
    int count = stream.next();
    Output out = buffers.outgoing();
    ControlCodec.encodeChunk(out, stream, count);
    ByteBuf frame = channel.alloc().directBuffer(out.length());
    frame.writeBytes(out.array(), 0, out.length());
    counters.increment(Counter.FRAMES_SENT);
    counters.add(Counter.BYTES_SENT, out.length());
    channel.write(frame, channel.voidPromise());
    stream.advance(count);
    if (stream.isFinished()) {
      streams.remove(stream.id());
      streamBytes -= stream.length();
    } else if (stream.maySend()) {
      ready.add(stream);
    }
  }
}
