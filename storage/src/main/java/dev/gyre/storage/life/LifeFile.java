package dev.gyre.storage.life;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.OpenFile;
import dev.gyre.core.wire.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * {@link Life} on disk: two slots in sectors of their own, written in turn, each write forced. The
 * slot with the higher version counts.
 *
 * <pre>
 * slot i at byte 4096 i:
 *  0 i64 magic "GYRELIFE"
 *  8 i64 version, from 1
 * 16 i64 durable log sequence
 * 24 i64 last request sequence
 * 32 i32 life
 * 36 i32 flags: 1 clean, 2 lost, 4 accepted
 * 40 i32 CRC-32C of bytes 0 to 39
 * </pre>
 */
public final class LifeFile {
  public static final String NAME = "life";
  private static final long MAGIC = 0x4546_494C_4552_5947L;
  private static final int SLOT_BYTES = 4096;
  private static final int BYTES = 44;
  private static final int CHECKED_BYTES = 40;
  private static final int CLEAN = 1;
  private static final int LOST = 2;
  private static final int ACCEPTED = 4;

  private record Slot(long version, Life life) {}

  private final OpenFile file;
  private final boolean damaged;
  private long version;
  private Life life;

  private LifeFile(OpenFile file, Slot newest, boolean damaged) {
    this.file = file;
    this.version = newest.version();
    this.life = newest.life();
    this.damaged = damaged;
  }

  /** A new file, with no life in it. */
  public static void create(Disk disk) throws IOException {
    try (OpenFile file = disk.open(NAME)) {
      file.truncate(2L * SLOT_BYTES);
      LifeFile lives = new LifeFile(file, new Slot(0, Life.NONE), false);
      lives.write(Life.NONE);
      lives.write(Life.NONE);
    }
  }

  /** Null when no slot can be read: then no life is known to be unused. */
  public static @Nullable LifeFile open(Disk disk) throws IOException {
    OpenFile file = disk.open(NAME);
    Slot even = read(file, 0);
    Slot odd = read(file, 1);
    Slot newest = newer(even, odd);
    if (newest == null) {
      file.close();
      return null;
    }
    return new LifeFile(file, newest, even == null || odd == null);
  }

  private static @Nullable Slot newer(@Nullable Slot left, @Nullable Slot right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.version() > right.version() ? left : right;
  }

  public Life life() {
    return life;
  }

  /**
   * Whether one slot cannot be read. It may have held the newer life (rot), or the next one (a torn
   * write): the next life must be two higher to be new for certain.
   */
  public boolean isDamaged() {
    return damaged;
  }

  /** Durable when this returns. */
  public void write(Life next) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    slot.putLong(MAGIC).putLong(version + 1).putLong(next.durable()).putLong(next.lastSequence());
    slot.putInt(next.number()).putInt(flags(next));
    slot.putInt(Checksum.of(slot.array(), 0, CHECKED_BYTES));
    file.write(positionOf((version + 1) & 1), slot.flip());
    file.force();
    version++;
    life = next;
  }

  private static int flags(Life life) {
    return (life.clean() ? CLEAN : 0) | (life.lost() ? LOST : 0) | (life.accepted() ? ACCEPTED : 0);
  }

  public void close() throws IOException {
    file.close();
  }

  private static long positionOf(long slot) {
    return slot * SLOT_BYTES;
  }

  private static @Nullable Slot read(OpenFile file, int index) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(positionOf(index), slot);
    slot.clear();
    if (slot.getLong(0) != MAGIC
        || slot.getInt(CHECKED_BYTES) != Checksum.of(slot.array(), 0, CHECKED_BYTES)) {
      return null;
    }
    int flags = slot.getInt(36);
    Life life =
        new Life(
            slot.getInt(32),
            slot.getLong(16),
            (flags & CLEAN) != 0,
            slot.getLong(24),
            (flags & LOST) != 0,
            (flags & ACCEPTED) != 0);
    return new Slot(slot.getLong(8), life);
  }
}
