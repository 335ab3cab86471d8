package dev.gyre.core.wire;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.XxHash64;
import dev.gyre.core.wire.MalformedException.Kind;

/**
 * An envelope as one frame:
 *
 * <pre>
 * frame = i32 length of all that follows, i32 CRC-32C of all that follows it,
 *         u8 version (1), u8 message type, i64 cluster tag, varint epoch, i64 stamp, message
 * </pre>
 *
 * <p>The cluster tag is a hash of the cluster id, so that a frame of another cluster is refused
 * wherever it comes from. The id itself never travels: it keys the context tokens.
 */
public final class FrameCodec {
  public static final int LENGTH_BYTES = Integer.BYTES;

  /** Length, checksum, version, type, cluster, epoch, stamp. */
  public static final int LEAST_BYTES = 4 + 4 + 1 + 1 + 8 + 1 + 8;

  /** Message types from here on belong to transports: handshakes, chunks, pings. */
  public static final int FIRST_TRANSPORT_TYPE = 128;

  /** Of frames, and the protocol version that handshakes agree on. */
  public static final int VERSION = 1;

  /** Key, context token, and in answers the actor that each sibling names in full. */
  private static final int BESIDE_A_LANE_BYTES = 1 << 20;

  private final long clusterTag;
  private final int maxBytes;

  /** {@code maxBytes}: the longest frame accepted, its length field included. */
  public FrameCodec(ClusterId cluster, int maxBytes) {
    this(tag(cluster), maxBytes);
  }

  /** For a client that learned its cluster's {@link #tag} and does not know the id. */
  public FrameCodec(long clusterTag, int maxBytes) {
    this.clusterTag = clusterTag;
    this.maxBytes = maxBytes;
  }

  /** What stands for the cluster on the wire. */
  public static long tag(ClusterId cluster) {
    return XxHash64.hash(cluster.high(), cluster.low());
  }

  /** The longest frame that a cell within these limits can need, as a lane or as an answer. */
  public static int bytesFor(CellLimits limits) {
    int both = Math.addExact(limits.laneBytes(), limits.strong().bytes());
    return Math.addExact(both, BESIDE_A_LANE_BYTES);
  }

  public int maxBytes() {
    return maxBytes;
  }

  /**
   * Appends one frame. The caller compares its length with {@link #maxBytes}: a longer one will be
   * refused.
   */
  public void encode(Output out, Envelope envelope) {
    int start = out.begin();
    out.i32(0);
    out.u8(VERSION);
    out.u8(MessageCodec.type(envelope.message()));
    out.i64(clusterTag);
    out.varint(envelope.epoch());
    out.i64(envelope.stamp());
    MessageCodec.encode(out, envelope.message());
    out.end(start);
    out.patch(start, out.checksumFrom(start + Integer.BYTES));
  }

  /**
   * Checks a length field before anything is allocated for it; returns the length of the rest of
   * the frame.
   */
  public int checkLength(int length) throws MalformedException {
    if (length < LEAST_BYTES - LENGTH_BYTES || length > maxBytes - LENGTH_BYTES) {
      throw new MalformedException(
          Kind.BAD_LENGTH,
          "a frame of "
              + length
              + " bytes; they have "
              + (LEAST_BYTES - LENGTH_BYTES)
              + " to "
              + (maxBytes - LENGTH_BYTES));
    }
    return length;
  }

  /** Reads the frame that fills exactly {@code length} bytes, its length field included. */
  public Envelope decode(byte[] bytes, int offset, int length) throws MalformedException {
    return decode(bytes, new Input(bytes, offset, length));
  }

  /** Reads the frame that fills the array; the message may keep it: nobody writes to it again. */
  public Envelope decodeOwned(byte[] frame) throws MalformedException {
    return decode(frame, Input.owning(frame, 0, frame.length));
  }

  private Envelope decode(byte[] bytes, Input in) throws MalformedException {
    int rest = checkLength(in.i32());
    if (rest != in.remaining()) {
      throw new MalformedException(
          Kind.TRUNCATED, "a frame of " + rest + " bytes in " + in.remaining());
    }
    int expected = in.i32();
    if (Checksum.of(bytes, in.position(), in.remaining()) != expected) {
      throw new MalformedException(Kind.BAD_CHECKSUM, "a frame does not match its checksum");
    }
    int version = in.u8();
    if (version != VERSION) {
      throw new MalformedException(Kind.UNKNOWN_VERSION, "a frame of protocol version " + version);
    }
    int type = in.u8();
    if (in.i64() != clusterTag) {
      throw new MalformedException(Kind.FOREIGN_CLUSTER, "a frame of another cluster");
    }
    int epoch = in.bounded(Integer.MAX_VALUE, "an epoch");
    long stamp = in.i64();
    try {
      return new Envelope(epoch, stamp, MessageCodec.decode(type, in));
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException(Kind.INVALID, String.valueOf(invalid.getMessage()));
    }
  }
}
