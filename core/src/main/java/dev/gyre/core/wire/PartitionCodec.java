package dev.gyre.core.wire;

import dev.gyre.core.merkle.LeafSet;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of partitions as bytes, by type number.
 *
 * <pre>
 * 40 Page    i64 id, varint part, partitions, range, u8 detail, varint maxCells, varint maxBytes,
 *            u8 has leaves, [i64 word of bits, four times], varint nowMillis
 * 41 Cells   i64 id, varint part, u8 more, count, record { block key, lane, accepted }*
 * 42 Digests i64 id, varint part, u8 more, count, record { block key, i64 digest, varint bytes }*
 * partitions = varint Q, i64 word of bits*, partition 0 in the lowest bit of the first
 * range      = block prefix, u8 has after, [block key]
 * </pre>
 */
final class PartitionCodec {
  static final int PAGE = 40;
  static final int CELLS = 41;
  static final int DIGESTS = 42;

  /** Length field, key's length, and the key's one byte. */
  private static final int LEAST_ROW = 6;

  private static final PartitionRequest.Detail[] DETAILS = PartitionRequest.Detail.values();

  private PartitionCodec() {}

  static int type(PartitionRequest request) {
    return switch (request) {
      case PartitionRequest.Page page -> PAGE;
    };
  }

  static int type(PartitionReply reply) {
    return switch (reply) {
      case PartitionReply.Cells cells -> CELLS;
      case PartitionReply.Digests digests -> DIGESTS;
    };
  }

  static void encode(Output out, PartitionRequest request) {
    switch (request) {
      case PartitionRequest.Page page -> {
        out.i64(page.id().number());
        out.varint(page.part());
        encodeSet(out, page.partitions());
        encodeRange(out, page.range());
        out.u8(position(page.extent().detail()));
        out.varint(page.extent().maxCells());
        out.varint(page.extent().maxBytes());
        encodeLeaves(out, page.extent().leaves());
        out.varint(page.nowMillis());
      }
    }
  }

  static void encode(Output out, PartitionReply reply) {
    out.i64(reply.id().number());
    out.varint(reply.part());
    out.u8(reply.more() ? 1 : 0);
    switch (reply) {
      case PartitionReply.Cells cells -> {
        encodeCells(out, cells.rows());
      }
      case PartitionReply.Digests digests -> {
        out.varint(digests.rows().size());
        for (PartitionReply.Digest row : digests.rows()) {
          int record = out.begin();
          out.block(row.key().bytes());
          out.i64(row.digest());
          out.varint(row.bytes());
          out.end(record);
        }
      }
    }
  }

  static void encodeCells(Output out, List<PartitionReply.Row> rows) {
    out.varint(rows.size());
    for (PartitionReply.Row row : rows) {
      int record = out.begin();
      out.block(row.key().bytes());
      LaneCodec.encode(out, row.lane());
      StrongLaneCodec.encodeAccepted(out, row.chosen());
      out.end(record);
    }
  }

  static Message decode(int type, Input in) throws MalformedException {
    RequestId id = MessageCodec.id(in);
    int part = in.bounded(Integer.MAX_VALUE, "the number of a page");
    if (type == PAGE) {
      return new PartitionRequest.Page(
          id, part, decodeSet(in), decodeRange(in), decodeExtent(in), in.varint());
    }
    boolean more = in.u8() != 0;
    return type == CELLS
        ? new PartitionReply.Cells(id, part, decodeCells(in), more)
        : new PartitionReply.Digests(id, part, decodeDigests(in), more);
  }

  private static void encodeLeaves(Output out, @Nullable LeafSet leaves) {
    out.u8(leaves == null ? 0 : 1);
    if (leaves != null) {
      for (long word : leaves.words()) {
        out.i64(word);
      }
    }
  }

  private static @Nullable LeafSet decodeLeaves(Input in) throws MalformedException {
    if (in.u8() == 0) {
      return null;
    }
    long[] words = new long[LeafSet.WORDS];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.i64();
    }
    return LeafSet.ofWords(words);
  }

  static void encodeSet(Output out, PartitionSet set) {
    out.varint(set.partitions());
    for (long word : set.words()) {
      out.i64(word);
    }
  }

  static PartitionSet decodeSet(Input in) throws MalformedException {
    int partitions = in.bounded(Topology.MAX_PARTITIONS, "the number of partitions");
    long[] words = new long[PartitionSet.wordsFor(partitions)];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.i64();
    }
    return PartitionSet.ofWords(partitions, words);
  }

  static void encodeRange(Output out, KeyRange range) {
    out.block(range.prefix().bytes());
    Key after = range.after();
    out.u8(after == null ? 0 : 1);
    if (after != null) {
      out.block(after.bytes());
    }
  }

  static KeyRange decodeRange(Input in) throws MalformedException {
    KeyPrefix prefix = KeyPrefix.of(in.block(Key.MAX_BYTES, "a prefix's length"));
    @Nullable Key after = in.u8() == 0 ? null : MessageCodec.key(in);
    return new KeyRange(prefix, after);
  }

  private static int position(PartitionRequest.Detail detail) {
    return switch (detail) {
      case LANES -> 0;
      case OUTLINES -> 1;
      case DIGESTS -> 2;
    };
  }

  private static PartitionRequest.Extent decodeExtent(Input in) throws MalformedException {
    int detail = in.u8();
    if (detail >= DETAILS.length) {
      throw new MalformedException(Kind.UNKNOWN_TYPE, "a page of detail " + detail);
    }
    int cells = in.bounded(PartitionRequest.Extent.MOST_CELLS, "a page's number of cells");
    int bytes = in.bounded(PartitionRequest.Extent.MOST_BYTES, "a page's number of bytes");
    return new PartitionRequest.Extent(DETAILS[detail], cells, bytes, decodeLeaves(in));
  }

  static List<PartitionReply.Row> decodeCells(Input in) throws MalformedException {
    int count = in.count(LEAST_ROW, "the number of cells");
    List<PartitionReply.Row> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int outer = in.enter();
      rows.add(
          new PartitionReply.Row(
              MessageCodec.key(in), LaneCodec.decode(in), StrongLaneCodec.decodeAccepted(in)));
      in.leave(outer);
      checkOrder(i == 0 ? null : rows.get(i - 1).key(), rows.get(i).key());
    }
    return List.of(rows.toArray(PartitionReply.Row[]::new));
  }

  private static List<PartitionReply.Digest> decodeDigests(Input in) throws MalformedException {
    int count = in.count(LEAST_ROW, "the number of cells");
    List<PartitionReply.Digest> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int outer = in.enter();
      Key key = MessageCodec.key(in);
      long digest = in.i64();
      rows.add(new PartitionReply.Digest(key, digest, in.bounded(Integer.MAX_VALUE, "a size")));
      in.leave(outer);
      checkOrder(i == 0 ? null : rows.get(i - 1).key(), key);
    }
    return List.of(rows.toArray(PartitionReply.Digest[]::new));
  }

  /** Merging pages relies on it. */
  private static void checkOrder(@Nullable Key before, Key key) throws MalformedException {
    if (before != null && before.compareTo(key) >= 0) {
      throw new MalformedException(Kind.INVALID, "the keys of a page must ascend");
    }
  }
}
