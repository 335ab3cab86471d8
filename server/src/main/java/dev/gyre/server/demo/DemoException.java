package dev.gyre.server.demo;

/** The demo cannot run; the message is one sentence for whoever started it. */
public final class DemoException extends Exception {
  DemoException(String message) {
    super(message);
  }

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
