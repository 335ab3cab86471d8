package dev.gyre.transport.netty.frame;

import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.MalformedException.Kind;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the large messages of one connection together. A message is announced with its size and gets
 * credit only when the budget has room for all of it, so that memory is bounded and no two half
 * messages wait for each other. A window of credit keeps the bytes under way short: small frames
 * between the chunks wait for no more than that. (HTTP/2 does the same with WINDOW_UPDATE, RFC 9113
 * section 5.2; pausing the socket instead would stop the small frames too.)
 */
public final class Reassembly {
  private final FrameLimits limits;
  private final ByteBudget budget;
  private final Outbox outbox;
  private final NodeLoop loop;
  private final Map<Integer, IncomingStream> streams = new LinkedHashMap<>();
  private int lastStream;

  public Reassembly(FrameLimits limits, ByteBudget budget, Outbox outbox, NodeLoop loop) {
    this.loop = loop;
    this.limits = limits;
    this.budget = budget;
    this.outbox = outbox;
  }

  public void open(Control.Open open) throws MalformedException {
    int length = open.totalBytes();
    if (length <= 0 || length > limits.messageBytes()) {
      throw new MalformedException(
          Kind.BAD_LENGTH,
          "a message of " + length + " bytes; they have at most " + limits.messageBytes());
    }
    if (open.stream() != lastStream + 1) {
      throw new MalformedException(
          Kind.INVALID, "large message " + open.stream() + " after " + lastStream);
    }
    lastStream = open.stream();
    if (streams.size() == limits.streams()) {
      outbox.send(new Control.Reset(open.stream()));
      return;
    }
    IncomingStream stream = new IncomingStream(open.stream(), length);
    streams.put(stream.id(), stream);
    stream.heldBy(budget.claim(length, () -> admit(stream)));
  }

  /** Returns the message once it is whole: the caller ends it when it has decoded it. */
  public @Nullable IncomingStream chunk(
      int streamId, int offset, byte[] source, int from, int count) throws MalformedException {
    IncomingStream stream = streams.get(streamId);
    if (stream == null) {
      if (streamId < 1 || streamId > lastStream) {
        throw new MalformedException(Kind.INVALID, "a chunk of no message: " + streamId);
      }
      return null; // Given up by us; what was under way still comes.
    }
    if (!stream.take(offset, source, from, count)) {
      throw new MalformedException(
          Kind.INVALID, "a chunk out of place or without credit: " + count + " at " + offset);
    }
    if (!stream.isWhole()) {
      giveCredit(stream);
      return null;
    }
    streams.remove(streamId);
    return stream;
  }

  /**
   * Gives up what has not moved since the last call although it might: a sender that announces and
   * does not send must not keep its place in the budget.
   */
  public void dropStalled() {
    Iterator<IncomingStream> all = streams.values().iterator();
    while (all.hasNext()) {
      IncomingStream stream = all.next();
      if (stream.looksStalled()) {
        all.remove();
        stream.end();
        outbox.send(new Control.Reset(stream.id()));
      }
    }
  }

  public void close() {
    Iterator<IncomingStream> all = streams.values().iterator();
    while (all.hasNext()) {
      IncomingStream stream = all.next();
      all.remove();
      stream.end();
    }
  }

  /** Room is made elsewhere: to clear megabytes takes milliseconds. */
  private void admit(IncomingStream stream) {
    if (stream.isHeavy()) {
      loop.offload(() -> new byte[stream.length()], room -> admit(stream, room));
    } else {
      admit(stream, new byte[stream.length()]);
    }
  }

  private void admit(IncomingStream stream, byte[] room) {
    if (streams.get(stream.id()) == stream) {
      stream.admit(room);
      giveCredit(stream);
    }
  }

  private void giveCredit(IncomingStream stream) {
    int share = Math.max(limits.frameBytes(), limits.windowBytes() / streams.size());
    int due = stream.creditDue(share, limits.frameBytes());
    if (due > 0) {
      outbox.send(new Control.Credit(stream.id(), due));
    }
  }
}
