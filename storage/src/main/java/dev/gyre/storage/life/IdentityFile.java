package dev.gyre.storage.life;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.OpenFile;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The file that says whose directory this is and how it is written. Written once: under another
 * name before anything else, and given its own name when a new store is complete, so a directory
 * with the first name alone never held anything.
 *
 * <pre>
 *  0 i64 magic "GYRENODE"
 *  8 i32 format version of the whole directory
 * 12 i32 node
 * 16 i64 cluster id, high half
 * 24 i64 cluster id, low half
 * 32 i32 partitions
 * 36 i64 name of the directory
 * 44 i32 CRC-32C of bytes 0 to 43
 * </pre>
 */
public final class IdentityFile {
  public static final String NAME = "identity";
  public static final String UNFINISHED = "identity.new";
  public static final int FORMAT_VERSION = 1;
  private static final long MAGIC = 0x4544_4F4E_4552_5947L;
  private static final int BYTES = 48;
  private static final int CHECKED_BYTES = 44;

  /** What the file says. */
  public sealed interface Content {
    record Valid(Ownership ownership, long directory) implements Content {}

    record Newer(int formatVersion) implements Content {}

    record Damaged() implements Content {}
  }

  private IdentityFile() {}

  public static Content read(Disk disk) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OpenFile file = disk.open(NAME)) {
      file.read(0, bytes);
    }
    bytes.clear();
    if (bytes.getLong(0) != MAGIC) {
      return new Content.Damaged();
    }
    // Before the checksum: a newer version may have moved it.
    if (bytes.getInt(8) > FORMAT_VERSION) {
      return new Content.Newer(bytes.getInt(8));
    }
    if (bytes.getInt(CHECKED_BYTES) != Checksum.of(bytes.array(), 0, CHECKED_BYTES)) {
      return new Content.Damaged();
    }
    return new Content.Valid(
        new Ownership(
            new ClusterId(bytes.getLong(16), bytes.getLong(24)),
            NodeId.of(bytes.getInt(12)),
            bytes.getInt(32)),
        bytes.getLong(36));
  }

  /** Marks the directory as being made. */
  public static void begin(Disk disk, Ownership ownership, long directory) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putInt(FORMAT_VERSION).putInt(ownership.node().number());
    bytes.putLong(ownership.cluster().high()).putLong(ownership.cluster().low());
    bytes.putInt(ownership.partitions()).putLong(directory);
    bytes.putInt(Checksum.of(bytes.array(), 0, CHECKED_BYTES));
    try (OpenFile file = disk.open(UNFINISHED)) {
      file.write(0, bytes.flip());
      file.force();
    }
    disk.forceDirectory();
  }

  /** Marks the directory as made. */
  public static void complete(Disk disk) throws IOException {
    disk.rename(UNFINISHED, NAME);
    disk.forceDirectory();
  }
}
