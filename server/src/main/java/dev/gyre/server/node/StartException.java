package dev.gyre.server.node;

/** A node cannot start; the message is one sentence for the operator. */
public final class StartException extends Exception {
  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
