package dev.gyre.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Objects as bytes and back. An exception from either way ends the request with it. */
public interface Codec<T> {

  /** The array is taken over: it must not be written to again. */
  byte[] encode(T object);

  /** The array must not be written to. */
  T decode(byte[] bytes);

  static Codec<String> string() {
    return new Codec<>() {
      @Override
      public byte[] encode(String object) {
        return object.getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    };
  }

  /** As they are; the arrays are not copied. */
  static Codec<byte[]> bytes() {
    return new Codec<>() {
      @Override
      public byte[] encode(byte[] object) {
        return object;
      }

      @Override
      public byte[] decode(byte[] bytes) {
        return bytes;
      }
    };
  }

  /** Eight bytes, most significant first, so that keys of it sort as numbers from 0 up. */
  static Codec<Long> int64() {
    return new Codec<>() {
      @Override
      public byte[] encode(Long object) {
        return ByteBuffer.allocate(Long.BYTES).putLong(object).array();
      }

      @Override
      public Long decode(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
          throw new IllegalArgumentException("a long has 8 bytes, this value " + bytes.length);
        }
        return ByteBuffer.wrap(bytes).getLong();
      }
    };
  }
}
