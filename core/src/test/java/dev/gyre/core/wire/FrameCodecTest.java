package dev.gyre.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.MalformedException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameCodecTest {
  private static final ClusterId CLUSTER = new ClusterId(0x1234, 0x5678);
  private static final FrameCodec CODEC = new FrameCodec(CLUSTER, 1 << 20);
  private static final Path GOLDEN = Path.of("src/test/resources/golden/frames-v1.hex");

  private static byte[] frame(Envelope envelope) {
    Output out = new Output(16);
    CODEC.encode(out, envelope);
    return out.toByteArray();
  }

  private static Kind refusal(byte[] frame) {
    return assertThrows(MalformedException.class, () -> CODEC.decode(frame, 0, frame.length))
        .kind();
  }

  @Test
  void everyKindComesBackAsItWas() throws MalformedException {
    for (Envelope envelope : Envelopes.ofEveryKind()) {
      byte[] frame = frame(envelope);
      assertEquals(envelope, CODEC.decode(frame, 0, frame.length));
    }
  }

  /** The bytes of version 1 are released: nodes of two builds must understand each other. */
  @Test
  void theBytesAreThoseOfVersionOne() throws IOException {
    List<String> frames = new ArrayList<>();
    for (Envelope envelope : Envelopes.ofEveryKind()) {
      frames.add(HexFormat.of().formatHex(frame(envelope)));
    }
    if (Boolean.getBoolean("gyre.regenerate")) {
      Files.write(GOLDEN, frames);
    }
    assertEquals(Files.readAllLines(GOLDEN), frames);
  }

  @Property(tries = 5_000)
  void aChangedByteIsRefusedAndNeverHarms(
      @ForAll @IntRange(max = 1_000) int which,
      @ForAll @IntRange(max = 1_000) int position,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] frame = anyFrame(which);
    frame[position % frame.length] ^= (byte) change;
    assertThrows(MalformedException.class, () -> CODEC.decode(frame, 0, frame.length));
  }

  /** Past the checksum: what a hostile or future peer could send with a right one. */
  @Property(tries = 20_000)
  void aChangedBodyWithARightChecksumThrowsNothingElse(
      @ForAll @IntRange(max = 1_000) int which,
      @ForAll @IntRange(max = 1_000) int position,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] frame = anyFrame(which);
    int at = 8 + position % (frame.length - 8);
    frame[at] ^= (byte) change;
    rewriteChecksum(frame);
    try {
      CODEC.decode(frame, 0, frame.length);
    } catch (MalformedException expected) {
      assertTrue(expected.getMessage() != null);
    }
  }

  @Property(tries = 1_000)
  void aCutFrameIsTruncated(
      @ForAll @IntRange(max = 1_000) int which, @ForAll @IntRange(min = 1, max = 1_000) int cut) {
    byte[] frame = anyFrame(which);
    int length = Math.max(0, frame.length - cut);
    assertThrows(MalformedException.class, () -> CODEC.decode(frame, 0, length));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "2147483647", "21", "1048573"})
  void lengthsOutOfBoundsAreRefusedBeforeAllocation(int length) {
    assertEquals(
        Kind.BAD_LENGTH,
        assertThrows(MalformedException.class, () -> CODEC.checkLength(length)).kind());
  }

  @Test
  void lengthsAtTheBoundsPass() throws MalformedException {
    assertEquals(23, CODEC.checkLength(23));
    assertEquals((1 << 20) - 4, CODEC.checkLength((1 << 20) - 4));
  }

  @Test
  void saysWhatIsWrong() {
    Envelope envelope =
        new Envelope(1, 1L << 16, new Request.Read(RequestId.of(1, 1), Key.of("k")));
    byte[] version = frame(envelope);
    version[8] = 2;
    rewriteChecksum(version);
    assertEquals(Kind.UNKNOWN_VERSION, refusal(version));
    byte[] type = frame(envelope);
    type[9] = 99;
    rewriteChecksum(type);
    assertEquals(Kind.UNKNOWN_TYPE, refusal(type));
    byte[] checksum = frame(envelope);
    checksum[12] ^= 1;
    assertEquals(Kind.BAD_CHECKSUM, refusal(checksum));
    Output foreign = new Output(16);
    new FrameCodec(new ClusterId(1, 1), 1 << 20).encode(foreign, envelope);
    assertEquals(Kind.FOREIGN_CLUSTER, refusal(foreign.toByteArray()));
  }

  /** A newer writer may append fields to a record: an older reader skips them. */
  @Test
  void unknownTrailingFieldsAreSkipped() throws MalformedException {
    Output out = new Output(16);
    int record = out.begin();
    out.varint(7);
    out.block(new byte[] {1, 2, 3});
    out.end(record);
    out.u8(42);
    Input in = new Input(out.toByteArray());
    int outer = in.enter();
    assertEquals(7, in.varint());
    in.leave(outer);
    assertEquals(42, in.u8());
  }

  private static void rewriteChecksum(byte[] frame) {
    Output out = new Output(frame.length);
    out.raw(frame, 0, frame.length);
    out.patch(4, Checksum.of(frame, 8, frame.length - 8));
    System.arraycopy(out.array(), 0, frame, 0, frame.length);
  }

  private static byte[] anyFrame(int which) {
    List<Envelope> all = Envelopes.ofEveryKind();
    return frame(all.get(which % all.size()));
  }
}
