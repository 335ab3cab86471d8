package dev.gyre.checker.format;

/** A file that is no history: names the file, the line and the reason. It never has a verdict. */
public final class MalformedHistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final String reason;

  /** A complaint about a line, counted from 1. */
  public MalformedHistoryException(String file, long line, String reason) {
    super(file + ":" + line + ": " + reason);
    this.file = file;
    this.line = line;
    this.reason = reason;
  }

  /** The file as it was named to the reader. */
  public String file() {
    return file;
  }

  /** The line, from 1. */
  public long line() {
    return line;
  }

  /** What is wrong, and what was expected. */
  public String reason() {
    return reason;
  }
}
