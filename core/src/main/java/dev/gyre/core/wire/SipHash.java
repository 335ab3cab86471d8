package dev.gyre.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4, a keyed 64-bit checksum that cannot be made without the key (Aumasson and Bernstein,
 * "SipHash: a fast short-input PRF", INDOCRYPT 2012).
 */
final class SipHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  static long hash(long key0, long key1, byte[] bytes, int offset, int length) {
    SipHash state = new SipHash(key0, key1);
    int end = offset + (length & ~7);
    for (int i = offset; i < end; i += 8) {
      state.absorb((long) LONGS.get(bytes, i));
    }
    long last = (long) length << 56;
    for (int i = 0; i < (length & 7); i++) {
      last |= (bytes[end + i] & 0xFFL) << (8 * i);
    }
    state.absorb(last);
    return state.finish();
  }

  private void absorb(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private long finish() {
    v2 ^= 0xFF;
    for (int i = 0; i < 4; i++) {
      round();
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
