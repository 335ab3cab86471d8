package dev.gyre.core.wire;

import dev.gyre.core.cell.Seen;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.wire.MalformedException.Kind;

/**
 * Makes and reads the tokens that carry a causal context through a client. A forged context could
 * cover writes that were never seen and so delete them; therefore a token holds its key's hash and
 * ends in a SipHash under the cluster id.
 *
 * <pre>
 * token = u8 version (1), i64 key hash, vector, count, { writeId, count, dot* }*, ballot,
 *         i64 SipHash-2-4
 * </pre>
 */
public final class ContextTokens {
  private static final int VERSION = 1;
  private static final int LEAST_BYTES = 1 + Long.BYTES + 1 + Long.BYTES;
  private static final int BYTES_PER_ACTOR = 12;

  private final ClusterId cluster;

  public ContextTokens(ClusterId cluster) {
    this.cluster = cluster;
  }

  public ContextToken write(Key key, Seen seen) {
    Output out = new Output(LEAST_BYTES + BYTES_PER_ACTOR * seen.context().size());
    out.u8(VERSION);
    out.i64(key.hash());
    LaneCodec.encodeVector(out, seen.context());
    LaneCodec.encodeEntries(out, seen.writes(), seen.context());
    StrongLaneCodec.encodeBallot(out, seen.version());
    out.i64(SipHash.hash(cluster.high(), cluster.low(), out.array(), 0, out.length()));
    return ContextToken.of(out.toByteArray());
  }

  /**
   * Whether whoever has seen what the first token says has seen all that the second says. Without
   * the key to either: for a client, which trusts what it was given. False if one is malformed.
   */
  public static boolean covers(ContextToken context, ContextToken known) {
    try {
      return vector(context).covers(vector(known));
    } catch (MalformedException malformed) {
      return false;
    }
  }

  private static VersionVector vector(ContextToken token) throws MalformedException {
    Input in = new Input(token.bytes());
    if (in.u8() != VERSION) {
      throw new MalformedException(Kind.UNKNOWN_VERSION, "a context of another version");
    }
    in.i64();
    return LaneCodec.decodeVector(in);
  }

  /**
   * Throws {@link MalformedException} with a sentence for the client when the token is not one of
   * ours.
   */
  public Seen read(Key key, ContextToken token) throws MalformedException {
    byte[] bytes = token.bytes();
    if (bytes.length < LEAST_BYTES) {
      throw new MalformedException(
          Kind.TRUNCATED, "the context is too short: send it back as it was given");
    }
    if (bytes.length > ContextToken.MAX_BYTES) {
      throw new MalformedException(
          Kind.BAD_LENGTH, "the context has more than " + ContextToken.MAX_BYTES + " bytes");
    }
    if (bytes[0] != VERSION) {
      throw new MalformedException(Kind.UNKNOWN_VERSION, "a context of version " + bytes[0]);
    }
    int signed = bytes.length - Long.BYTES;
    long expected = SipHash.hash(cluster.high(), cluster.low(), bytes, 0, signed);
    if (new Input(bytes, signed, Long.BYTES).i64() != expected) {
      throw new MalformedException(
          Kind.BAD_CHECKSUM, "the context was altered, or is another cluster's");
    }
    Input in = new Input(bytes, 1, signed - 1);
    if (in.i64() != key.hash()) {
      throw new MalformedException(Kind.INVALID, "the context belongs to another key");
    }
    VersionVector context = LaneCodec.decodeVector(in);
    return new Seen(
        context, LaneCodec.decodeEntries(in, context), StrongLaneCodec.decodeBallot(in));
  }
}
