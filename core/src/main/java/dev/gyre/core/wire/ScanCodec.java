package dev.gyre.core.wire;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans and their pages as bytes.
 *
 * <pre>
 * scan = range, varint limit, u8 values, level, varint timeoutMillis
 * page = u8 has next, [block next], count,
 *        record { block key, i64 stamp, varint siblings, block value }*
 * </pre>
 */
final class ScanCodec {
  /** Length field, key's length and first byte, stamp, siblings, value's length. */
  private static final int LEAST_ENTRY = 16;

  private ScanCodec() {}

  static void encode(Output out, Command.Scan scan) {
    PartitionCodec.encodeRange(out, scan.range());
    out.varint(scan.limit());
    out.u8(scan.values() ? 1 : 0);
    CommandCodec.encodeLevel(out, scan.consistency());
    out.varint(scan.timeoutMillis());
  }

  static Command.Scan decodeScan(Input in) throws MalformedException {
    KeyRange range = PartitionCodec.decodeRange(in);
    int limit = in.bounded(Command.Scan.MOST_KEYS, "a page's number of keys");
    boolean values = in.u8() != 0;
    Consistency level = CommandCodec.decodeLevel(in);
    int timeoutMillis = in.bounded(Integer.MAX_VALUE, "a timeout");
    return new Command.Scan(range, limit, values, level, timeoutMillis);
  }

  static void encode(Output out, Outcome.Page page) {
    Key next = page.next();
    out.u8(next == null ? 0 : 1);
    if (next != null) {
      out.block(next.bytes());
    }
    out.varint(page.entries().size());
    for (Outcome.Page.Entry entry : page.entries()) {
      int record = out.begin();
      out.block(entry.key().bytes());
      out.i64(entry.stamp());
      out.varint(entry.siblings());
      out.value(entry.value());
      out.end(record);
    }
  }

  static Outcome.Page decodePage(Input in) throws MalformedException {
    @Nullable Key next = in.u8() == 0 ? null : MessageCodec.key(in);
    int count = in.count(LEAST_ENTRY, "the number of keys");
    List<Outcome.Page.Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int outer = in.enter();
      Key key = MessageCodec.key(in);
      long stamp = in.i64();
      int siblings = in.bounded(Integer.MAX_VALUE, "the number of siblings");
      Value value = in.value("a value's length");
      entries.add(new Outcome.Page.Entry(key, value, stamp, siblings));
      in.leave(outer);
    }
    return new Outcome.Page(List.of(entries.toArray(Outcome.Page.Entry[]::new)), next);
  }
}
