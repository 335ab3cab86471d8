package dev.gyre.server.http;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a node serves HTTP.
 *
 * @param address where to listen; port 0 takes any free one
 * @param tls null for plain HTTP
 * @param owners N, the most that r and w may ask for
 */
public record RestSettings(
    InetSocketAddress address,
    @Nullable SslContext tls,
    int owners,
    Limits limits,
    Timeouts timeouts) {

  /** Named maxima: bytes and counts. */
  public record Limits(
      int valueBytes, int headerBytes, int requestsInFlight, long bytesInFlight, int connections) {}

  /** In milliseconds; the first two are about requests to the node, the others about HTTP. */
  public record Timeouts(
      int requestMillis,
      int longestRequestMillis,
      int headerMillis,
      int bodyMillis,
      int idleMillis) {}
}
