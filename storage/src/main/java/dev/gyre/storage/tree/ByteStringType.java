package dev.gyre.storage.tree;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Byte arrays in unsigned order: MVStore's general type costs a third of the reads. */
final class ByteStringType extends BasicDataType<byte[]> {
  static final ByteStringType INSTANCE = new ByteStringType();
  private static final int OVERHEAD_BYTES = 24;

  private ByteStringType() {}

  @Override
  public int compare(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(left, right);
  }

  @Override
  public int getMemory(byte[] bytes) {
    return OVERHEAD_BYTES + bytes.length;
  }

  /** Values differ too much in size for MVStore's running estimate. */
  @Override
  public boolean isMemoryEstimationAllowed() {
    return false;
  }

  @Override
  public void write(WriteBuffer buffer, byte[] bytes) {
    buffer.putVarInt(bytes.length).put(bytes);
  }

  @Override
  public byte[] read(ByteBuffer buffer) {
    byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}
