package dev.gyre.transport.netty.link;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.MalformedException.Kind;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.FrameReader;
import dev.gyre.transport.netty.frame.FrameSink;
import dev.gyre.transport.netty.frame.IncomingStream;
import dev.gyre.transport.netty.frame.Outbox;
import dev.gyre.transport.netty.frame.Reassembly;
import dev.gyre.transport.netty.statistics.Counter;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * One connection, from either side: handshake with a deadline, then messages both ways, pings from
 * the side that dialled, and the end. Whatever is wrong with it closes it, with a reason, and harms
 * nothing else. A plain channel handler: no operator stands between the socket and the owner.
 */
public final class Connection extends ChannelInboundHandlerAdapter implements FrameSink {
  /** What a node does to a connection in the clear when it expects TLS, or when it has too many. */
  private static final String UNGREETED =
      " before its greeting: it expects TLS, or has too many connections";

  private final LinkContext context;
  private final Channel channel;
  private final boolean dialled;
  private final Outbox outbox;
  private final Reassembly reassembly;
  private final FrameReader reader;
  private final Disposable handshakeDeadline;
  private ConnectionOwner owner;

  /** Null until established; set once. Heavy messages are decoded with it beside the loop. */
  private volatile @Nullable FrameCodec codec;

  private @Nullable Disposable pulse;

  /** Whole frames since the last pulse. */
  private boolean heard;

  private int silentPulses;
  private int pulses;

  /** Null while open. */
  private @Nullable String closeReason;

  private Connection(LinkContext context, Channel channel, boolean dialled, ConnectionOwner owner) {
    this.context = context;
    this.channel = channel;
    this.dialled = dialled;
    this.owner = owner;
    this.outbox =
        new Outbox(
            channel,
            context.loop(),
            context.buffers(),
            context.counters(),
            context.limits(),
            this::unsent);
    this.reassembly =
        new Reassembly(context.limits().frames(), context.reassembly(), outbox, context.loop());
    this.reader = new FrameReader(context.buffers(), context.counters(), this);
    this.handshakeDeadline =
        context.loop().after(context.timing().handshakeMillis(), this::handshakeTooLate);
  }

  /** Adds the handlers of a connection to a channel that was just made. */
  public static Connection on(
      Channel channel, LinkContext context, boolean dialled, ConnectionOwner owner) {
    Connection connection = new Connection(context, channel, dialled, owner);
    channel.pipeline().addLast(connection.reader, connection);
    return connection;
  }

  public void handOver(ConnectionOwner next) {
    owner = next;
  }

  /** The handshake is over: messages may come and go, in this encoding. */
  public void establish(FrameCodec agreed) {
    codec = agreed;
    reader.established(agreed);
    handshakeDeadline.dispose();
    awaitPulse();
  }

  public boolean isEstablished() {
    return codec != null && closeReason == null;
  }

  @Override
  public boolean isOpen() {
    return closeReason == null;
  }

  /** Once established. False when the message is lost already. */
  public boolean send(Envelope envelope) {
    return outbox.send(Objects.requireNonNull(codec, "established"), envelope);
  }

  public void send(Control control) {
    outbox.send(control);
  }

  public long queuedBytes() {
    return outbox.queuedBytes();
  }

  public String remote() {
    return String.valueOf(channel.remoteAddress());
  }

  /** Closes now; what is queued is lost. */
  public void close(String reason) {
    if (closeReason == null) {
      closeReason = reason;
      handshakeDeadline.dispose();
      channel.close();
    }
  }

  /** Sends what is queued in small frames, then closes, in bounded time. */
  public void closeAfterFlush(String reason) {
    if (closeReason == null) {
      outbox.flush();
      closeReason = reason;
      handshakeDeadline.dispose();
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      context.loop().after(context.timing().handshakeMillis(), channel::close);
    }
  }

  @Override
  public void message(Envelope envelope, int bytes) {
    heard = true;
    context.counters().increment(Counter.MESSAGES_RECEIVED);
    owner.message(this, envelope, bytes);
  }

  @Override
  public void chunk(int stream, int offset, byte[] source, int from, int count)
      throws MalformedException {
    heard = true;
    IncomingStream whole = reassembly.chunk(stream, offset, source, from, count);
    if (whole == null) {
      return;
    }
    context.counters().increment(Counter.LARGE_MESSAGES_RECEIVED);
    if (whole.isHeavy()) {
      context.loop().offload(() -> decode(whole), decoded -> deliver(whole, decoded));
    } else {
      deliver(whole, decode(whole));
    }
  }

  /** Of a large message: the envelope, or why it is none. */
  private record Decoded(@Nullable Envelope envelope, @Nullable MalformedException refused) {}

  private Decoded decode(IncomingStream whole) {
    try {
      FrameCodec agreed = Objects.requireNonNull(codec, "established");
      return new Decoded(agreed.decodeOwned(whole.bytes()), null);
    } catch (MalformedException refused) {
      return new Decoded(null, refused);
    }
  }

  /** Also when the connection has ended meanwhile: the message had come. */
  private void deliver(IncomingStream whole, Decoded decoded) {
    whole.end();
    if (decoded.refused != null) {
      malformed(decoded.refused);
    } else if (decoded.envelope != null) {
      message(decoded.envelope, whole.bytes().length);
    }
  }

  @Override
  public void control(Control control) {
    heard = true;
    try {
      if (codec == null && !(control instanceof Control.Handshake)) {
        throw new MalformedException(Kind.INVALID, control + " before the handshake");
      }
      switch (control) {
        case Control.Handshake handshake -> owner.handshake(this, handshake);
        case Control.Ping ping -> send(new Control.Pong());
        case Control.Pong pong -> {}
        case Control.GoAway goAway -> owner.goingAway(this);
        case Control.Open open -> reassembly.open(open);
        case Control.Credit credit -> credited(credit);
        case Control.Reset reset -> outbox.reset(reset.stream());
      }
    } catch (MalformedException malformed) {
      malformed(malformed);
    }
    if (outbox.queuedBytes() > 2 * context.limits().queuedBytes()) {
      close("it asks without reading");
    }
  }

  private void credited(Control.Credit credit) throws MalformedException {
    if (!outbox.credited(credit)) {
      throw new MalformedException(Kind.INVALID, "credit for no message, or too much: " + credit);
    }
  }

  @Override
  public void malformed(MalformedException reason) {
    if (closeReason == null) {
      context.counters().increment(Counter.MALFORMED);
      close(reason.kind() + ": " + reason.getMessage());
    }
  }

  private void unsent(Envelope envelope) {
    owner.unsent(this, envelope);
  }

  private void handshakeTooLate() {
    if (codec == null && closeReason == null) {
      context.counters().increment(Counter.HANDSHAKES_TIMED_OUT);
      close("no handshake within " + context.timing().handshakeMillis() + " ms");
    }
  }

  private void awaitPulse() {
    pulse = context.loop().after(context.timing().pingMillis(), this::pulse);
  }

  private void pulse() {
    if (closeReason != null) {
      return;
    }
    silentPulses = heard ? 0 : silentPulses + 1;
    heard = false;
    if (silentPulses >= context.timing().silentPings()) {
      context.counters().increment(Counter.SILENT);
      close("silent for " + silentPulses * context.timing().pingMillis() + " ms");
      return;
    }
    if (++pulses % context.timing().silentPings() == 0) {
      reassembly.dropStalled();
    }
    if (dialled) {
      send(new Control.Ping());
    }
    awaitPulse();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext handler) {
    if (channel.isWritable()) {
      outbox.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext handler) {
    if (closeReason == null) {
      closeReason = "closed by the other side" + (dialled && codec == null ? UNGREETED : "");
    }
    handshakeDeadline.dispose();
    if (pulse != null) {
      pulse.dispose();
    }
    reassembly.close();
    outbox.close();
    owner.closed(this, closeReason);
  }

  /** A failed socket is news; anything else thrown on the way is a broken invariant. */
  @Override
  public void exceptionCaught(ChannelHandlerContext handler, Throwable thrown) {
    Throwable inner = thrown instanceof DecoderException ? thrown.getCause() : thrown;
    Throwable cause = inner == null ? thrown : inner;
    if (cause instanceof IOException) { // SSLException is one.
      close(String.valueOf(cause.getMessage()));
    } else {
      close("failed: " + cause);
      context.loop().failed(cause);
    }
  }
}
