package dev.gyre.core.wire;

import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.MalformedException.Kind;

/**
 * Message bodies as bytes, by type number: a number is never given to another type.
 *
 * <pre>
 * 1 Read    i64 id, block key          5 Refused    i64 id, u8 refusal, text
 * 2 Merge   i64 id, block key, lane    6 Ask        i64 id, command
 * 3 Found   i64 id, lane, accepted     7 Answer     i64 id, outcome
 * 4 Stored  i64 id                     8 TopologyIs topology
 * 16 to 23: {@link GossipCodec}      24 to 31: {@link HintCodec}
 *
 * 32 ReadDigest i64 id, block key, varint bodyBytes
 * 33 Digest     i64 id, i64 digest
 * 34 to 39: {@link RepairCodec}
 * 40 to 43  pages of partitions: {@link PartitionCodec}
 * 56 to 71  the strong lane: StrongMessageCodec
 * </pre>
 */
final class MessageCodec {
  private static final int READ = 1;
  private static final int MERGE = 2;
  private static final int FOUND = 3;
  private static final int STORED = 4;
  private static final int REFUSED = 5;
  private static final int ASK = 6;
  private static final int ANSWER = 7;
  private static final int TOPOLOGY_IS = 8;
  private static final int READ_DIGEST = 32;
  private static final int DIGEST = 33;

  private MessageCodec() {}

  static int type(Message message) {
    return switch (message) {
      case Request.Read read -> READ;
      case Request.ReadDigest read -> READ_DIGEST;
      case Request.Merge merge -> MERGE;
      case HintRequest.Keep keep -> HintCodec.KEEP;
      case Reply.Found found -> FOUND;
      case Reply.Digest digest -> DIGEST;
      case Reply.Stored stored -> STORED;
      case Reply.Refused refused -> REFUSED;
      case PartitionRequest request -> PartitionCodec.type(request);
      case RepairRequest.Remote request -> RepairCodec.type(request);
      case RepairReply.Remote reply -> RepairCodec.type(reply);
      case PartitionReply reply -> PartitionCodec.type(reply);
      case Message.Ask ask -> ASK;
      case Message.Answer answer -> ANSWER;
      case Message.TopologyIs topology -> TOPOLOGY_IS;
      case Gossip gossip -> GossipCodec.type(gossip);
      case StrongRequest.Remote request -> StrongMessageCodec.type(request);
      case StrongReply reply -> StrongMessageCodec.type(reply);
    };
  }

  static void encode(Output out, Message message) {
    switch (message) {
      case Request.Read read -> {
        out.i64(read.id().number());
        out.block(read.key().bytes());
        out.varint(read.nowMillis());
      }
      case Request.ReadDigest read -> {
        out.i64(read.id().number());
        out.block(read.key().bytes());
        out.varint(read.bodyBytes());
        out.varint(read.nowMillis());
      }
      case Request.Merge merge -> {
        out.i64(merge.id().number());
        out.block(merge.key().bytes());
        LaneCodec.encode(out, merge.lane());
      }
      case HintRequest.Keep keep -> HintCodec.encode(out, keep);
      case Reply.Found found -> {
        out.i64(found.id().number());
        LaneCodec.encode(out, found.lane());
        StrongLaneCodec.encodeAccepted(out, found.chosen());
      }
      case Reply.Digest digest -> {
        out.i64(digest.id().number());
        out.i64(digest.digest());
      }
      case Reply.Stored stored -> out.i64(stored.id().number());
      case Reply.Refused refused -> {
        out.i64(refused.id().number());
        out.u8(refused.refusal().ordinal());
        Texts.encode(out, refused.detail());
      }
      case PartitionRequest request -> PartitionCodec.encode(out, request);
      case RepairRequest.Remote request -> RepairCodec.encode(out, request);
      case RepairReply.Remote reply -> RepairCodec.encode(out, reply);
      case PartitionReply reply -> PartitionCodec.encode(out, reply);
      case Message.Ask ask -> {
        out.i64(ask.id().number());
        CommandCodec.encode(out, ask.command());
      }
      case Message.Answer answer -> {
        out.i64(answer.id().number());
        CommandCodec.encode(out, answer.outcome());
      }
      case Message.TopologyIs topologyIs -> TopologyCodec.encode(out, topologyIs.topology());
      case Gossip gossip -> GossipCodec.encode(out, gossip);
      case StrongRequest.Remote request -> StrongMessageCodec.encode(out, request);
      case StrongReply reply -> StrongMessageCodec.encode(out, reply);
    }
  }

  static Message decode(int type, Input in) throws MalformedException {
    if (type >= GossipCodec.FIRST_TYPE && type <= GossipCodec.LAST_TYPE) {
      return GossipCodec.decode(type, in);
    }
    if (type >= StrongMessageCodec.FIRST && type <= StrongMessageCodec.LAST) {
      return StrongMessageCodec.decode(type, in);
    }
    if (type >= RepairCodec.FIRST_TYPE && type <= RepairCodec.LAST_TYPE) {
      return RepairCodec.decode(type, in);
    }
    return switch (type) {
      case READ -> new Request.Read(id(in), key(in), in.varint());
      case READ_DIGEST ->
          new Request.ReadDigest(
              id(in), key(in), in.bounded(Integer.MAX_VALUE, "a body's length"), in.varint());
      case DIGEST -> new Reply.Digest(id(in), in.i64());
      case MERGE -> new Request.Merge(id(in), key(in), LaneCodec.decode(in));
      case HintCodec.KEEP -> HintCodec.decodeKeep(in);
      case FOUND ->
          new Reply.Found(id(in), LaneCodec.decode(in), StrongLaneCodec.decodeAccepted(in));
      case STORED -> new Reply.Stored(id(in));
      case REFUSED -> new Reply.Refused(id(in), CommandCodec.decodeRefusal(in), Texts.decode(in));
      case ASK -> new Message.Ask(id(in), CommandCodec.decode(in));
      case ANSWER -> new Message.Answer(id(in), CommandCodec.decodeOutcome(in));
      case TOPOLOGY_IS -> new Message.TopologyIs(TopologyCodec.decode(in));
      case PartitionCodec.PAGE, PartitionCodec.CELLS, PartitionCodec.DIGESTS ->
          PartitionCodec.decode(type, in);
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "a message of type " + type);
    };
  }

  static RequestId id(Input in) throws MalformedException {
    return new RequestId(in.i64());
  }

  static Key key(Input in) throws MalformedException {
    return Key.of(in.block(Key.MAX_BYTES, "a key's length"));
  }
}
