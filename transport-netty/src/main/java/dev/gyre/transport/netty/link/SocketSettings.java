package dev.gyre.transport.netty.link;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/**
 * What is set on every socket.
 *
 * @param lowWaterBytes a socket that holds less takes more chunks of large messages
 * @param highWaterBytes a socket that holds more takes none
 * @param backlog connections that the system accepts before we do
 */
public record SocketSettings(int lowWaterBytes, int highWaterBytes, int backlog) {
  public static final SocketSettings DEFAULT = new SocketSettings(64 << 10, 128 << 10, 1024);

  void applyTo(AbstractBootstrap<?, ?> dialling) {
    dialling
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
  }

  /** For the sockets that a listener accepts. */
  public void applyTo(ServerBootstrap listening) {
    listening
        .option(ChannelOption.SO_BACKLOG, backlog)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
  }

  private WriteBufferWaterMark waterMark() {
    return new WriteBufferWaterMark(lowWaterBytes, highWaterBytes);
  }
}
