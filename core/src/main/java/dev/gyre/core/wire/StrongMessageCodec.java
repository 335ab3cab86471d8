package dev.gyre.core.wire;

import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.MalformedException.Kind;

/**
 * Messages of the strong lane as bytes, types 56 to 71. All of a round carry the partition's epoch,
 * which is 0 until partitions have one (DESIGN rule 4).
 *
 * <pre>
 * 56 Survey    i64 id, block key, u8 whole
 * 57 Prepare   i64 id, block key, varint epoch, ballot
 * 58 Accept    i64 id, block key, varint epoch, ballot, stronglane
 * 59 Learn     i64 id, block key, ballot
 * 60 Surveyed  i64 id, ballot, u8 known, vector, u8 whole, [stronglane]
 * 61 Promised  i64 id, varint epoch, ballot, accepted, lane
 * 62 Taken     i64 id, ballot
 * 63 Preempted i64 id, ballot, ballot promised
 * </pre>
 */
final class StrongMessageCodec {
  static final int FIRST = 56;
  static final int LAST = 71;
  private static final int SURVEY = 56;
  private static final int PREPARE = 57;
  private static final int ACCEPT = 58;
  private static final int LEARN = 59;
  private static final int SURVEYED = 60;
  private static final int PROMISED = 61;
  private static final int TAKEN = 62;
  private static final int PREEMPTED = 63;
  private static final int EPOCH = 0;

  private StrongMessageCodec() {}

  static int type(StrongRequest.Remote request) {
    return switch (request) {
      case StrongRequest.Survey survey -> SURVEY;
      case StrongRequest.Prepare prepare -> PREPARE;
      case StrongRequest.Accept accept -> ACCEPT;
      case StrongRequest.Learn learn -> LEARN;
    };
  }

  static int type(StrongReply reply) {
    return switch (reply) {
      case StrongReply.Surveyed surveyed -> SURVEYED;
      case StrongReply.Promised promised -> PROMISED;
      case StrongReply.Taken taken -> TAKEN;
      case StrongReply.Preempted preempted -> PREEMPTED;
    };
  }

  static void encode(Output out, StrongRequest.Remote request) {
    out.i64(request.id().number());
    out.block(request.key().bytes());
    switch (request) {
      case StrongRequest.Survey survey -> out.u8(survey.whole() ? 1 : 0);
      case StrongRequest.Prepare prepare -> {
        out.varint(EPOCH);
        StrongLaneCodec.encodeBallot(out, prepare.ballot());
      }
      case StrongRequest.Accept accept -> {
        out.varint(EPOCH);
        StrongLaneCodec.encodeBallot(out, accept.proposal().ballot());
        StrongLaneCodec.encode(out, accept.proposal().state());
      }
      case StrongRequest.Learn learn -> StrongLaneCodec.encodeBallot(out, learn.ballot());
    }
  }

  static void encode(Output out, StrongReply reply) {
    out.i64(reply.id().number());
    switch (reply) {
      case StrongReply.Surveyed surveyed -> {
        StrongLaneCodec.encodeBallot(out, surveyed.accepted());
        out.u8(surveyed.isKnown() ? 1 : 0);
        LaneCodec.encodeVector(out, surveyed.context());
        StrongLane state = surveyed.state();
        out.u8(state == null ? 0 : 1);
        if (state != null) {
          StrongLaneCodec.encode(out, state);
        }
      }
      case StrongReply.Promised promised -> {
        out.varint(EPOCH);
        StrongLaneCodec.encodeBallot(out, promised.ballot());
        StrongLaneCodec.encodeAccepted(out, promised.accepted());
        LaneCodec.encode(out, promised.lane());
      }
      case StrongReply.Taken taken -> StrongLaneCodec.encodeBallot(out, taken.ballot());
      case StrongReply.Preempted preempted -> {
        StrongLaneCodec.encodeBallot(out, preempted.ballot());
        StrongLaneCodec.encodeBallot(out, preempted.promised());
      }
    }
  }

  static Message decode(int type, Input in) throws MalformedException {
    RequestId id = new RequestId(in.i64());
    return switch (type) {
      case SURVEY -> new StrongRequest.Survey(id, key(in), in.u8() == 1);
      case PREPARE -> {
        Key key = key(in);
        yield new StrongRequest.Prepare(id, key, ballotOfEpoch(in));
      }
      case ACCEPT -> {
        Key key = key(in);
        Ballot ballot = ballotOfEpoch(in);
        yield new StrongRequest.Accept(id, key, new Accepted<>(ballot, StrongLaneCodec.decode(in)));
      }
      case LEARN -> new StrongRequest.Learn(id, key(in), StrongLaneCodec.decodeBallot(in));
      case SURVEYED ->
          new StrongReply.Surveyed(
              id,
              StrongLaneCodec.decodeBallot(in),
              in.u8() == 1,
              LaneCodec.decodeVector(in),
              in.u8() == 1 ? StrongLaneCodec.decode(in) : null);
      case PROMISED ->
          new StrongReply.Promised(
              id, ballotOfEpoch(in), StrongLaneCodec.decodeAccepted(in), LaneCodec.decode(in));
      case TAKEN -> new StrongReply.Taken(id, StrongLaneCodec.decodeBallot(in));
      case PREEMPTED ->
          new StrongReply.Preempted(
              id, StrongLaneCodec.decodeBallot(in), StrongLaneCodec.decodeBallot(in));
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "a message of type " + type);
    };
  }

  private static Ballot ballotOfEpoch(Input in) throws MalformedException {
    in.bounded(EPOCH, "a partition's epoch");
    return StrongLaneCodec.decodeBallot(in);
  }

  private static Key key(Input in) throws MalformedException {
    return Key.of(in.block(Key.MAX_BYTES, "a key's length"));
  }
}
