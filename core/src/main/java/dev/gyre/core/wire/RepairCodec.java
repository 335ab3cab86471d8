package dev.gyre.core.wire;

import dev.gyre.core.message.Message;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What owners say to become equal, as bytes, by type number; sets and cells as in {@link
 * PartitionCodec}.
 *
 * <pre>
 * 34 Roots    i64 id, partitions
 * 35 RootsAre i64 id, trusted partitions, i64 root*
 * 36 Hashes   i64 id, varint partition, varint branches
 * 37 HashesAre i64 id, varint partition, varint branches, i64 hash*
 * 38 Fetch    i64 id, varint part, count, block key*
 * 39 Store    i64 id, cells
 * </pre>
 */
final class RepairCodec {
  static final int FIRST_TYPE = 34;
  static final int LAST_TYPE = 39;
  private static final int ROOTS = 34;
  private static final int ROOTS_ARE = 35;
  private static final int HASHES = 36;
  private static final int HASHES_ARE = 37;
  private static final int FETCH = 38;
  private static final int STORE = 39;
  private static final int MOST_BRANCHES = 0xffff;

  /** Length field and one byte. */
  private static final int LEAST_KEY = 2;

  private RepairCodec() {}

  static int type(RepairRequest.Remote request) {
    return switch (request) {
      case RepairRequest.Roots roots -> ROOTS;
      case RepairRequest.Hashes hashes -> HASHES;
      case RepairRequest.Fetch fetch -> FETCH;
      case RepairRequest.Store store -> STORE;
    };
  }

  static int type(RepairReply.Remote reply) {
    return switch (reply) {
      case RepairReply.Roots roots -> ROOTS_ARE;
      case RepairReply.Hashes hashes -> HASHES_ARE;
    };
  }

  static void encode(Output out, RepairRequest.Remote request) {
    out.i64(request.id().number());
    switch (request) {
      case RepairRequest.Roots roots -> PartitionCodec.encodeSet(out, roots.partitions());
      case RepairRequest.Hashes hashes -> {
        out.varint(hashes.partition());
        out.varint(hashes.branches());
      }
      case RepairRequest.Fetch fetch -> {
        out.varint(fetch.part());
        out.varint(fetch.keys().size());
        fetch.keys().forEach(key -> out.block(key.bytes()));
      }
      case RepairRequest.Store store -> PartitionCodec.encodeCells(out, store.rows());
    }
  }

  static void encode(Output out, RepairReply.Remote reply) {
    out.i64(reply.id().number());
    switch (reply) {
      case RepairReply.Roots roots -> {
        PartitionCodec.encodeSet(out, roots.trusted());
        encode(out, roots.roots());
      }
      case RepairReply.Hashes hashes -> {
        out.varint(hashes.partition());
        out.varint(hashes.branches());
        encode(out, hashes.hashes());
      }
    }
  }

  private static void encode(Output out, long[] words) {
    for (long word : words) {
      out.i64(word);
    }
  }

  static Message decode(int type, Input in) throws MalformedException {
    RequestId id = MessageCodec.id(in);
    return switch (type) {
      case ROOTS -> new RepairRequest.Roots(id, PartitionCodec.decodeSet(in));
      case ROOTS_ARE -> {
        PartitionSet trusted = PartitionCodec.decodeSet(in);
        yield new RepairReply.Roots(id, trusted, words(in, trusted.size()));
      }
      case HASHES -> new RepairRequest.Hashes(id, partition(in), branches(in));
      case HASHES_ARE -> {
        int partition = partition(in);
        int branches = branches(in);
        int count = RepairReply.Hashes.EACH * Math.max(1, Integer.bitCount(branches));
        yield new RepairReply.Hashes(id, partition, branches, words(in, count));
      }
      case FETCH -> {
        int part = in.bounded(Integer.MAX_VALUE, "the number of a batch");
        yield new RepairRequest.Fetch(id, part, keys(in));
      }
      case STORE -> new RepairRequest.Store(id, PartitionCodec.decodeCells(in));
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "a message of type " + type);
    };
  }

  private static int partition(Input in) throws MalformedException {
    return in.bounded(Topology.MAX_PARTITIONS - 1, "a partition");
  }

  private static int branches(Input in) throws MalformedException {
    return in.bounded(MOST_BRANCHES, "a set of branches");
  }

  private static long[] words(Input in, int count) throws MalformedException {
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = in.i64();
    }
    return words;
  }

  private static List<Key> keys(Input in) throws MalformedException {
    int count = in.count(LEAST_KEY, "the number of keys");
    List<Key> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(MessageCodec.key(in));
    }
    return List.of(keys.toArray(Key[]::new));
  }
}
