package dev.gyre.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Ways of being no request, each with its status. */
enum Malformation {
  SYNTAX(400, "this is not HTTP/1.1"),
  LONG_LINE(414, "the request line is too long"),
  LONG_HEADER(431, "the headers are too long"),
  SLOW_HEADER(408, "the headers came too slowly"),
  BODY(400, "the body is not well-formed"),
  ESCAPE(400, "a % in the path is followed by two hex digits; a % itself is written %25");

  private final int status;
  private final String detail;

  Malformation(int status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  static Malformation of(String path) {
    String name = path.substring(RequestGuard.MALFORMED.length());
    for (Malformation each : values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return SYNTAX;
  }

  static Malformation of(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return LONG_LINE;
    }
    return cause instanceof TooLongHttpHeaderException ? LONG_HEADER : SYNTAX;
  }

  /** Whether what follows on the connection can still be understood. */
  boolean isFramed() {
    return this == ESCAPE;
  }

  Problem problem() {
    return new Problem(
        HttpResponseStatus.valueOf(status), "malformed-request", "No proper request", detail, true);
  }
}
