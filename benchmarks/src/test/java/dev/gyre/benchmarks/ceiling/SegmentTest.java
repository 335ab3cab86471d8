package dev.gyre.benchmarks.ceiling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {
  private static final int CAPACITY_BYTES = 1 << 20;

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = directory.resolve("segment.log");
  }

  @Test
  void aGroupIsFoundWhereItWasWrittenWithItsChecksum() throws IOException {
    byte[] records = {1, 2, 3, 4, 5};
    try (Segment segment = Segment.preallocate(path, CAPACITY_BYTES)) {
      segment.append(group(new byte[] {9}));
      segment.append(group(records));
    }
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
    int second = Segment.HEADER_BYTES + 1;
    assertEquals(1, file.getInt(second), "lap");
    assertEquals(records.length, file.getInt(second + 4), "length");
    CRC32C crc = new CRC32C();
    crc.update(file.slice(second, 8));
    crc.update(records);
    assertEquals((int) crc.getValue(), file.getInt(second + 8), "checksum");
    byte[] found = new byte[records.length];
    file.get(second + Segment.HEADER_BYTES, found);
    assertArrayEquals(records, found);
  }

  @Test
  void aFullSegmentStartsAgainWithoutGrowing() throws IOException {
    byte[] half = new byte[CAPACITY_BYTES / 2 - Segment.HEADER_BYTES];
    try (Segment segment = Segment.preallocate(path, CAPACITY_BYTES)) {
      for (int i = 0; i < 3; i++) {
        segment.append(group(half));
      }
    }
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
    assertEquals(CAPACITY_BYTES, file.capacity());
    assertEquals(2, file.getInt(0), "the first group is of the second lap");
    assertEquals(1, file.getInt(CAPACITY_BYTES / 2), "the second of the first");
  }

  @Test
  void aGroupLargerThanTheSegmentIsRefused() throws IOException {
    try (Segment segment = Segment.preallocate(path, CAPACITY_BYTES)) {
      assertThrows(IOException.class, () -> segment.append(group(new byte[CAPACITY_BYTES])));
    }
  }

  private static ByteBuffer group(byte[] records) {
    ByteBuffer group = ByteBuffer.allocateDirect(Segment.HEADER_BYTES + records.length);
    return group.position(Segment.HEADER_BYTES).put(records).flip();
  }
}
