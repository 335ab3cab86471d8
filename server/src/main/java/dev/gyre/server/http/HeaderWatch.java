package dev.gyre.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stands before the decoder of each connection and tells the guard of bytes that ended no header.
 * An idle timeout alone would not end a client that sends one byte now and then.
 */
final class HeaderWatch extends ChannelInboundHandlerAdapter {
  private final RequestGuard guard;

  HeaderWatch(RequestGuard guard) {
    this.guard = guard;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    long before = guard.decoded();
    context.fireChannelRead(message);
    if (guard.decoded() == before && !guard.isInBody()) {
      guard.bytesPending();
    }
  }
}
