package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.Lock;
import dev.gyre.core.host.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Disk} promises while it has power. */
public abstract class DiskContract {
  private Disk disk;

  /** An empty directory. */
  protected abstract Disk create() throws IOException;

  @BeforeEach
  void createDisk() throws IOException {
    disk = create();
  }

  @Test
  void openingCreatesAnEmptyFile() throws IOException {
    try (OpenFile file = disk.open("a")) {
      assertEquals(0, file.size());
      assertEquals(0, file.read(0, ByteBuffer.allocate(4)));
    }
    assertEquals(List.of("a"), disk.list());
  }

  @Test
  void whatWasWrittenIsReadAndTheFileGrows() throws IOException {
    try (OpenFile file = disk.open("a")) {
      file.write(0, bytes("hello"));
      file.write(5, bytes(" world"));
      assertEquals(11, file.size());
      assertEquals("hello world", read(file, 0, 11));
      assertEquals("lo wo", read(file, 3, 5));
    }
    try (OpenFile again = disk.open("a")) {
      assertEquals("hello world", read(again, 0, 11));
    }
  }

  @Test
  void aReadIsShortOnlyAtTheEndOfTheFile() throws IOException {
    try (OpenFile file = disk.open("a")) {
      file.write(0, bytes("abc"));
      ByteBuffer target = ByteBuffer.allocate(10);
      assertEquals(2, file.read(1, target));
      assertEquals(2, target.position());
      assertEquals(0, file.read(3, ByteBuffer.allocate(1)));
      assertEquals(0, file.read(100, ByteBuffer.allocate(1)));
    }
  }

  @Test
  void aHoleAndAnExtensionReadAsZeros() throws IOException {
    try (OpenFile file = disk.open("a")) {
      file.write(3, bytes("x"));
      file.truncate(6);
      ByteBuffer target = ByteBuffer.allocate(6);
      assertEquals(6, file.read(0, target));
      assertArrayEquals(new byte[] {0, 0, 0, 'x', 0, 0}, target.array());
    }
  }

  @Test
  void truncatingCuts() throws IOException {
    try (OpenFile file = disk.open("a")) {
      file.write(0, bytes("hello"));
      file.truncate(2);
      file.force();
      assertEquals(2, file.size());
      assertEquals("he", read(file, 0, 2));
    }
  }

  @Test
  void writesOfSeveralMebibytesArriveWhole() throws IOException {
    byte[] large = new byte[(3 << 20) + 17];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + (i >>> 12));
    }
    try (OpenFile file = disk.open("a")) {
      file.write(5, ByteBuffer.wrap(large));
      ByteBuffer target = ByteBuffer.allocate(large.length);
      assertEquals(large.length, file.read(5, target));
      assertArrayEquals(large, target.array());
    }
  }

  @Test
  void renamingReplacesAndTheOpenFileGoesOn() throws IOException {
    try (OpenFile from = disk.open("from");
        OpenFile to = disk.open("to")) {
      from.write(0, bytes("new"));
      to.write(0, bytes("old"));
      disk.rename("from", "to");
      from.write(3, bytes("er"));
    }
    disk.forceDirectory();
    assertEquals(List.of("to"), disk.list());
    try (OpenFile renamed = disk.open("to")) {
      assertEquals("newer", read(renamed, 0, 5));
    }
  }

  @Test
  void namesAreListedInOrderAndDeletedOnesAreGone() throws IOException {
    for (String name : List.of("b", "c", "a")) {
      disk.open(name).close();
    }
    assertEquals(List.of("a", "b", "c"), disk.list());
    disk.delete("b");
    disk.forceDirectory();
    assertEquals(List.of("a", "c"), disk.list());
    assertThrows(IOException.class, () -> disk.delete("b"));
    assertThrows(IOException.class, () -> disk.rename("b", "d"));
  }

  @Test
  void theLockIsHeldUntilItIsReleased() throws IOException {
    Lock lock = disk.tryLock("lock");
    assertNotNull(lock);
    assertNull(disk.tryLock("lock"));
    lock.release();
    Lock again = disk.tryLock("lock");
    assertNotNull(again);
    again.release();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(OpenFile file, long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    assertEquals(length, file.read(position, target));
    return new String(target.array(), StandardCharsets.US_ASCII);
  }
}
