package dev.gyre.core.wire;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import dev.gyre.core.value.XxHash64;
import dev.gyre.core.wire.MalformedException.Kind;
import java.util.Base64;

/**
 * Where a scan goes on, as an opaque text: any node takes it, at any time, because it says no more
 * than which key was the last. Bound to its prefix, so that two scans are not mixed up.
 *
 * <pre>
 * cursor = base64url of: u8 version (1), i64 hash of the prefix, block key, i64 hash of all that
 * </pre>
 */
public final class ScanCursor {
  private static final int VERSION = 1;
  private static final long SEED = 0x67797265_7363616eL;

  private ScanCursor() {}

  public static String write(KeyPrefix prefix, Key last) {
    Output out = new Output(2 * Long.BYTES + last.length() + 4);
    out.u8(VERSION);
    out.i64(XxHash64.hash(prefix.bytes(), SEED));
    out.block(last.bytes());
    out.i64(XxHash64.hash(out.toByteArray(), SEED));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * The rest of the range. Throws with a sentence for the client when it is none of that prefix.
   */
  public static KeyRange read(KeyPrefix prefix, String text) throws MalformedException {
    byte[] bytes = decode(text);
    int signed = bytes.length - Long.BYTES;
    if (signed < 1 || bytes[0] != VERSION) {
      throw new MalformedException(
          Kind.UNKNOWN_VERSION, "the cursor is none of ours: give \"next\" back as it came");
    }
    Output head = new Output(signed);
    head.raw(bytes, 0, signed);
    if (new Input(bytes, signed, Long.BYTES).i64() != XxHash64.hash(head.toByteArray(), SEED)) {
      throw new MalformedException(
          Kind.BAD_CHECKSUM, "the cursor was altered: give \"next\" back as it came");
    }
    Input in = new Input(bytes, 1, signed - 1);
    if (in.i64() != XxHash64.hash(prefix.bytes(), SEED)) {
      throw new MalformedException(Kind.INVALID, "the cursor is of a scan with another prefix");
    }
    return new KeyRange(prefix, MessageCodec.key(in));
  }

  private static byte[] decode(String text) throws MalformedException {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedException(
          Kind.INVALID, "the cursor is no base64url: give \"next\" back as it came");
    }
  }
}
