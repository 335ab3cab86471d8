package dev.gyre.core.wire;

import dev.gyre.core.message.HintRequest;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;

/**
 * The messages of hinted handoff, numbers 24 to 31. Hints are handed over as {@code Merge}.
 *
 * <pre>
 * 24 Keep    i64 id, varint target, block key, lane
 * </pre>
 */
final class HintCodec {
  static final int KEEP = 24;

  private HintCodec() {}

  static void encode(Output out, HintRequest.Keep keep) {
    out.i64(keep.id().number());
    out.varint(keep.target().number());
    out.block(keep.key().bytes());
    LaneCodec.encode(out, keep.lane());
  }

  static HintRequest.Keep decodeKeep(Input in) throws MalformedException {
    RequestId id = new RequestId(in.i64());
    NodeId target = NodeId.of(in.bounded(NodeId.MAX, "a hint's target"));
    Key key = Key.of(in.block(Key.MAX_BYTES, "a key's length"));
    return new HintRequest.Keep(id, target, key, LaneCodec.decode(in));
  }
}
