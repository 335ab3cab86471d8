package dev.gyre.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the decoder of each connection. It turns what is no request into a request for
 * {@link #MALFORMED}, so that also this is answered in order and with a problem; it escapes bytes
 * that a URI may not hold, because a key may; it ends a header that does not end, and bounds what
 * is pipelined behind a request that is still running.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // what follows a close or a write is the channel's own
final class RequestGuard extends ChannelDuplexHandler {
  /** The path that stands for what was no request; who asks for it is told that. */
  static final String MALFORMED = "/malformed-request/";

  private static final int MAX_PIPELINED = 256;
  private static final long MAX_PIPELINED_BYTES = 1 << 20;
  private static final String ALLOWED_UNESCAPED = "-._~:/?@!$&'()*+,;=%";

  private final int headerMillis;

  /** Requests decoded and not yet answered. */
  private int outstanding;

  /** Bytes of bodies decoded behind a request that is still running. */
  private long pipelinedBytes;

  private boolean inBody;
  private long decoded;
  private @Nullable ChannelHandlerContext self;

  /** Runs while a header is incomplete. */
  private @Nullable ScheduledFuture<?> headerDeadline;

  RequestGuard(int headerMillis) {
    this.headerMillis = headerMillis;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    self = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    decoded++;
    if (message instanceof HttpRequest request) {
      request(context, request);
      return;
    }
    if (message instanceof HttpContent content) {
      if (content.decoderResult().isFailure()) {
        // Passed on it would look like the end of the body, and half a value would be written.
        Throwable cause = content.decoderResult().cause();
        content.release();
        context.fireExceptionCaught(new DecoderException("the body is not well-formed", cause));
        return;
      }
      pipelinedBytes += outstanding > 1 ? content.content().readableBytes() : 0;
      if (pipelinedBytes > MAX_PIPELINED_BYTES) {
        ReferenceCountUtil.release(message);
        context.close();
        return;
      }
      inBody = !(message instanceof LastHttpContent);
    }
    context.fireChannelRead(message);
  }

  private void request(ChannelHandlerContext context, HttpRequest request) {
    stopDeadline();
    if (++outstanding > MAX_PIPELINED) {
      ReferenceCountUtil.release(request);
      context.close();
      return;
    }
    if (request.decoderResult().isFailure()) {
      Malformation kind = Malformation.of(request.decoderResult().cause());
      ReferenceCountUtil.release(request);
      fireMalformed(context, kind);
      return;
    }
    inBody = !(request instanceof LastHttpContent);
    request.setUri(escaped(request.uri()));
    context.fireChannelRead(request);
  }

  /** Messages decoded so far: requests and parts of bodies. */
  long decoded() {
    return decoded;
  }

  /** Bytes came of which nothing was decoded: the header must end before long. */
  void bytesPending() {
    ChannelHandlerContext context = self;
    if (headerDeadline == null && context != null) {
      headerDeadline =
          context
              .executor()
              .schedule(() -> headerTooSlow(context), headerMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void headerTooSlow(ChannelHandlerContext context) {
    headerDeadline = null;
    if (context.channel().isActive()) {
      outstanding++;
      fireMalformed(context, Malformation.SLOW_HEADER);
    }
  }

  private static void fireMalformed(ChannelHandlerContext context, Malformation kind) {
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, MALFORMED + kind.name());
    request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.fireChannelRead(request);
    context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean informational =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !informational) {
      outstanding--;
      pipelinedBytes = outstanding > 1 ? pipelinedBytes : 0;
    }
    context.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopDeadline();
    context.fireChannelInactive();
  }

  boolean isInBody() {
    return inBody;
  }

  private void stopDeadline() {
    if (headerDeadline != null) {
      headerDeadline.cancel(false);
      headerDeadline = null;
    }
  }

  /**
   * The same target with every character escaped that RFC 3986 does not allow: the server parses it
   * as a URI before anything of ours sees it.
   */
  static String escaped(String uri) {
    int first = 0;
    while (first < uri.length() && isAllowed(uri, first)) {
      first++;
    }
    if (first == uri.length()) {
      return uri;
    }
    StringBuilder target = new StringBuilder(uri.length() + 16).append(uri, 0, first);
    for (int i = first; i < uri.length(); i++) {
      if (isAllowed(uri, i)) {
        target.append(uri.charAt(i));
      } else if (uri.charAt(i) == '%') {
        return MALFORMED + Malformation.ESCAPE.name();
      } else {
        target.append('%').append(hexDigits(uri.charAt(i)));
      }
    }
    return target.toString();
  }

  private static String hexDigits(char c) {
    return new String(
        new char[] {Character.forDigit((c >> 4) & 15, 16), Character.forDigit(c & 15, 16)});
  }

  private static boolean isAllowed(String uri, int at) {
    char c = uri.charAt(at);
    if (c == '%') {
      return at + 2 < uri.length()
          && RequestTarget.hex(uri.charAt(at + 1)) >= 0
          && RequestTarget.hex(uri.charAt(at + 2)) >= 0;
    }
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ALLOWED_UNESCAPED.indexOf(c) >= 0;
  }
}
