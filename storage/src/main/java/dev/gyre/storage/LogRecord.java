package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.value.Key;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.Input;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.Output;

/**
 * One changed cell in the log. Its sequence is its place in the group.
 *
 * <pre>
 * record = varint key length, key, i32 cell length, cell (CellCodec: it carries its own checksum)
 * </pre>
 */
record LogRecord(Key key, Cell cell) {
  private static final int FRAMING_BYTES = 64;

  /** About how long a record is. */
  static int sizeBytes(Key key, Cell cell) {
    return FRAMING_BYTES + key.length() + cell.lane().sizeBytes();
  }

  static void encode(Output out, Key key, Cell cell) {
    out.block(key.bytes());
    int record = out.begin();
    CellCodec.encode(out, cell);
    out.end(record);
  }

  static LogRecord decode(Input in, byte[] bytes) throws MalformedException {
    Key key = Key.of(in.block(Key.MAX_BYTES, "a key in the log"));
    int outer = in.enter();
    Cell cell = CellCodec.decode(bytes, in.position(), in.remaining());
    in.leave(outer);
    return new LogRecord(key, cell);
  }
}
