package dev.gyre.checker.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream, each in place in one buffer: no copy and no decoding. */
final class Lines {
  /** A longer line is refused: no history has one. */
  static final int MAXIMUM_LINE_BYTES = 64 << 20;

  private static final int BUFFER_BYTES = 1 << 18;

  private final InputStream in;
  private final String file;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private int limit;
  private boolean ended;
  private long number;

  Lines(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException, MalformedHistoryException {
    start = number == 0 ? 0 : end + 1;
    int from = start;
    while (true) {
      for (int i = from; i < limit; i++) {
        if (buffer[i] == '\n') {
          end = i;
          number++;
          return true;
        }
      }
      if (ended) {
        return last();
      }
      int held = Math.max(0, limit - start);
      from = held;
      fill(held);
    }
  }

  private boolean last() {
    if (start >= limit) {
      return false;
    }
    end = limit;
    number++;
    return true;
  }

  private void fill(int held) throws IOException, MalformedHistoryException {
    if (held > 0) {
      System.arraycopy(buffer, start, buffer, 0, held);
    }
    if (held == buffer.length) {
      if (held >= MAXIMUM_LINE_BYTES) {
        throw new MalformedHistoryException(file, number + 1, "a line of more than 64 MiB");
      }
      buffer = Arrays.copyOf(buffer, held * 2);
    }
    start = 0;
    limit = held;
    int count = in.read(buffer, held, buffer.length - held);
    if (count < 0) {
      ended = true;
    } else {
      limit += count;
    }
  }

  byte[] bytes() {
    return buffer;
  }

  /** Where the line starts. */
  int from() {
    return start;
  }

  /** Behind the line's last byte, the line feed excluded. */
  int to() {
    return end;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }
}
