package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.CellCodec;
import dev.gyre.core.wire.Input;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.Output;
import org.jspecify.annotations.Nullable;

/**
 * One changed cell or hint in the log. Its sequence is its place in the group. A hint that was
 * removed is an empty cell.
 *
 * <pre>
 * record = varint target (0: a cell of this node's), varint key length, key,
 *          i32 cell length, cell (CellCodec: it carries its own checksum)
 * </pre>
 */
record LogRecord(Slot slot, Cell cell) {
  private static final int FRAMING_BYTES = 64;

  /** About how long a record is. */
  static int sizeBytes(Slot slot, Cell cell) {
    return FRAMING_BYTES + slot.key().length() + cell.sizeBytes();
  }

  static void encode(Output out, Slot slot, Cell cell) {
    NodeId target = slot.target();
    out.varint(target == null ? 0 : target.number());
    out.block(slot.key().bytes());
    int record = out.begin();
    CellCodec.encode(out, cell);
    out.end(record);
  }

  static LogRecord decode(Input in, byte[] bytes) throws MalformedException {
    int target = in.bounded(NodeId.MAX, "a hint's target");
    Key key = Key.of(in.block(Key.MAX_BYTES, "a key in the log"));
    int outer = in.enter();
    Cell cell = CellCodec.decode(bytes, in.position(), in.remaining());
    in.leave(outer);
    @Nullable NodeId owner = target == 0 ? null : NodeId.of(target);
    return new LogRecord(new Slot(owner, key), cell);
  }
}
