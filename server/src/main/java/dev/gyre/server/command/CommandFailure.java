package dev.gyre.server.command;

/** Ends a command with a sentence on standard error and an exit code. */
final class CommandFailure extends RuntimeException {
  private final int code;

  CommandFailure(int code, String sentence) {
    super(sentence);
    this.code = code;
  }

  int code() {
    return code;
  }
}
