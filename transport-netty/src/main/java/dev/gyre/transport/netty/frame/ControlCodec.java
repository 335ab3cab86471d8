package dev.gyre.transport.netty.frame;

import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.Checksum;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.Input;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.MalformedException.Kind;
import dev.gyre.core.wire.Output;
import dev.gyre.core.wire.Texts;

/**
 * Control frames as bytes, little-endian, framed as messages are ({@link FrameCodec}):
 *
 * <pre>
 * frame = i32 length of the rest, i32 CRC-32C of all after it, u8 version (1), u8 type, body
 *
 * 128 Hello   i32 "GYRE",
 *             record { u8 lowest, u8 highest, u8 role, role, i64 cluster tag, varint epoch,
 *             standing }
 *             role 1 peer: varint node, varint life; role 2 client: text name
 * 129 Welcome record { u8 version, varint node, varint life, i64 cluster tag, varint epoch,
 *             i64 stamp, standing }
 * standing    i64 topology, i64 directory, u8 whether it replaces another: zeros from clients
 * 130 Reject  record { u8 reason, text }
 * 131 Ping    132 Pong    133 GoAway     nothing
 * 134 Open    i32 stream, i32 total      135 Credit i32 stream, i32 bytes    136 Reset i32 stream
 * 137 Chunk   i32 stream, i32 offset, bytes to the end of the frame
 * </pre>
 *
 * <p>The three of the handshake never change but by appending to their records, so that any two
 * versions can at least tell each other that they do not fit. A chunk's offset makes a sequence
 * number and a last mark unnecessary.
 */
public final class ControlCodec {
  /** Checksum, version, type. */
  static final int LEAST_REST = Integer.BYTES + 2;

  static final int CHUNK = 137;

  /** Of a chunk's frame, before its bytes. */
  static final int CHUNK_HEADER = Integer.BYTES + LEAST_REST + 2 * Integer.BYTES;

  private static final int VERSION = 1;
  private static final int HELLO = FrameCodec.FIRST_TRANSPORT_TYPE;
  private static final int WELCOME = 129;
  private static final int REJECT = 130;
  private static final int PING = 131;
  private static final int PONG = 132;
  private static final int GO_AWAY = 133;
  private static final int OPEN = 134;
  private static final int CREDIT = 135;
  private static final int RESET = 136;
  private static final int STANDING_BYTES = 2 * Long.BYTES + 1;
  private static final int PEER = 1;
  private static final int CLIENT = 2;

  /** "GYRE" in the order of the bytes. */
  private static final int MAGIC = 0x45525947;

  private ControlCodec() {}

  /** Appends one frame. */
  public static void encode(Output out, Control control) {
    int start = beginFrame(out, type(control));
    switch (control) {
      case Control.Hello hello -> encodeHello(out, hello);
      case Control.Welcome welcome -> encodeWelcome(out, welcome);
      case Control.Reject reject -> {
        int record = out.begin();
        out.u8(reject.reason().ordinal());
        Texts.encode(out, reject.text());
        out.end(record);
      }
      case Control.Ping ping -> {}
      case Control.Pong pong -> {}
      case Control.GoAway goAway -> {}
      case Control.Open open -> {
        out.i32(open.stream());
        out.i32(open.totalBytes());
      }
      case Control.Credit credit -> {
        out.i32(credit.stream());
        out.i32(credit.bytes());
      }
      case Control.Reset reset -> out.i32(reset.stream());
    }
    endFrame(out, start);
  }

  /** Appends one chunk's frame. */
  static void encodeChunk(Output out, OutgoingStream stream, int count) {
    int start = beginFrame(out, CHUNK);
    out.i32(stream.id());
    out.i32(stream.sent());
    stream.pieces().write(out, stream.sent(), count);
    endFrame(out, start);
  }

  private static int beginFrame(Output out, int type) {
    int start = out.begin();
    out.i32(0);
    out.u8(VERSION);
    out.u8(type);
    return start;
  }

  private static void endFrame(Output out, int start) {
    out.end(start);
    out.patch(start, out.checksumFrom(start + Integer.BYTES));
  }

  /** Checks what follows the length field and returns the body, after version and type. */
  static Input body(byte[] frame, int length) throws MalformedException {
    Input in = new Input(frame, Integer.BYTES, length - Integer.BYTES);
    int expected = in.i32();
    if (Checksum.of(frame, in.position(), in.remaining()) != expected) {
      throw new MalformedException(Kind.BAD_CHECKSUM, "a frame does not match its checksum");
    }
    int version = in.u8();
    if (version != VERSION) {
      throw new MalformedException(Kind.UNKNOWN_VERSION, "a frame of protocol version " + version);
    }
    in.u8();
    return in;
  }

  static Control decode(int type, Input in) throws MalformedException {
    try {
      return switch (type) {
        case HELLO -> decodeHello(in);
        case WELCOME -> decodeWelcome(in);
        case REJECT -> decodeReject(in);
        case PING -> new Control.Ping();
        case PONG -> new Control.Pong();
        case GO_AWAY -> new Control.GoAway();
        case OPEN -> new Control.Open(in.i32(), in.i32());
        case CREDIT -> new Control.Credit(in.i32(), in.i32());
        case RESET -> new Control.Reset(in.i32());
        default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "a frame of type " + type);
      };
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException(Kind.INVALID, String.valueOf(invalid.getMessage()));
    }
  }

  private static int type(Control control) {
    return switch (control) {
      case Control.Hello hello -> HELLO;
      case Control.Welcome welcome -> WELCOME;
      case Control.Reject reject -> REJECT;
      case Control.Ping ping -> PING;
      case Control.Pong pong -> PONG;
      case Control.GoAway goAway -> GO_AWAY;
      case Control.Open open -> OPEN;
      case Control.Credit credit -> CREDIT;
      case Control.Reset reset -> RESET;
    };
  }

  private static void encodeHello(Output out, Control.Hello hello) {
    out.i32(MAGIC);
    int record = out.begin();
    out.u8(hello.versions().lowest());
    out.u8(hello.versions().highest());
    switch (hello.role()) {
      case Control.Peer peer -> {
        out.u8(PEER);
        out.varint(peer.node().number());
        out.varint(peer.life());
      }
      case Control.ClientRole client -> {
        out.u8(CLIENT);
        Texts.encode(out, client.name());
      }
    }
    out.i64(hello.clusterTag());
    out.varint(hello.epoch());
    encodeStanding(out, hello.standing());
    out.end(record);
  }

  private static Control.Hello decodeHello(Input in) throws MalformedException {
    if (in.i32() != MAGIC) {
      throw new MalformedException(Kind.INVALID, "a greeting that is not Gyre's");
    }
    int outer = in.enter();
    Versions versions = new Versions(in.u8(), in.u8());
    int role = in.u8();
    Control.Role who =
        switch (role) {
          case PEER -> new Control.Peer(node(in), in.bounded(Integer.MAX_VALUE, "a life"));
          case CLIENT -> new Control.ClientRole(Texts.decode(in));
          default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "a role " + role);
        };
    long clusterTag = in.i64();
    int epoch = in.bounded(Integer.MAX_VALUE, "an epoch");
    Control.Standing standing = decodeStanding(in);
    in.leave(outer);
    return new Control.Hello(versions, who, clusterTag, epoch, standing);
  }

  private static void encodeWelcome(Output out, Control.Welcome welcome) {
    int record = out.begin();
    out.u8(welcome.version());
    out.varint(welcome.node().number());
    out.varint(welcome.life());
    out.i64(welcome.clusterTag());
    out.varint(welcome.epoch());
    out.i64(welcome.stamp());
    encodeStanding(out, welcome.standing());
    out.end(record);
  }

  private static Control.Welcome decodeWelcome(Input in) throws MalformedException {
    int outer = in.enter();
    int version = in.u8();
    Control.Peer from = new Control.Peer(node(in), in.bounded(Integer.MAX_VALUE, "a life"));
    long clusterTag = in.i64();
    int epoch = in.bounded(Integer.MAX_VALUE, "an epoch");
    long stamp = in.i64();
    Control.Standing standing = decodeStanding(in);
    in.leave(outer);
    return new Control.Welcome(version, from, clusterTag, epoch, stamp, standing);
  }

  private static void encodeStanding(Output out, Control.Standing standing) {
    out.i64(standing.topology());
    out.i64(standing.directory());
    out.u8(standing.replaces() ? 1 : 0);
  }

  private static Control.Standing decodeStanding(Input in) throws MalformedException {
    return in.remaining() < STANDING_BYTES
        ? Control.Standing.NONE
        : new Control.Standing(in.i64(), in.i64(), in.u8() != 0);
  }

  private static Control.Reject decodeReject(Input in) throws MalformedException {
    int outer = in.enter();
    RejectReason reason = RejectReason.ofNumber(in.u8());
    Control.Reject reject = new Control.Reject(reason, Texts.decode(in));
    in.leave(outer);
    return reject;
  }

  private static NodeId node(Input in) throws MalformedException {
    return NodeId.of(in.bounded(NodeId.MAX, "a node id"));
  }
}
