package dev.gyre.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import org.junit.jupiter.api.Test;

/** Large values are encoded and decoded where they are; their bytes are the same as ever. */
class PiecesTest {
  private static final int LARGE = 100_000;
  private static final FrameCodec CODEC = new FrameCodec(new ClusterId(1, 2), 1 << 20);

  @Test
  void aGatheredFrameHasTheSameBytes() throws MalformedException {
    for (int length : new int[] {0, 1, 32_767, 32_768, LARGE}) {
      Envelope envelope = write(bytes(length));
      Output copied = new Output(16);
      CODEC.encode(copied, envelope);
      Output gathered = Output.gathering(16);
      gathered.i64(7);
      gathered.truncate(0);
      CODEC.encode(gathered, envelope);
      assertEquals(copied.length(), gathered.length());
      assertArrayEquals(copied.toByteArray(), gathered.toByteArray());
      assertArrayEquals(copied.toByteArray(), gathered.pieces().toByteArray());
      assertEquals(envelope, CODEC.decodeOwned(gathered.toByteArray()));
    }
  }

  @Test
  void anyRangeCanBeTaken() {
    Output out = Output.gathering(16);
    out.i32(1);
    out.value(Value.of(bytes(LARGE)));
    out.i32(2);
    out.value(Value.of(bytes(LARGE)));
    Pieces pieces = out.pieces();
    byte[] whole = pieces.toByteArray();
    assertEquals(whole.length, pieces.length());
    for (int from : new int[] {0, 3, 5, LARGE / 2, LARGE + 6, whole.length - 1}) {
      int count = Math.min(LARGE + 20, whole.length - from);
      byte[] expected = new byte[count];
      System.arraycopy(whole, from, expected, 0, count);
      assertArrayEquals(expected, pieces.toByteArray(from, count));
    }
    assertThrows(IllegalArgumentException.class, () -> pieces.toByteArray(whole.length - 1, 2));
  }

  @Test
  void whatIsForgottenIsForgottenWithItsValues() {
    Output out = Output.gathering(16);
    out.i32(1);
    int end = out.position();
    out.value(Value.of(bytes(LARGE)));
    out.truncate(end);
    assertEquals(Integer.BYTES, out.length());
    out.value(Value.of(bytes(LARGE)));
    out.reset();
    assertEquals(0, out.length());
    assertEquals(0, out.toByteArray().length);
  }

  @Test
  void aValueStaysInTheArrayItCameInOnlyWhenThatIsGivenAway() throws MalformedException {
    Output out = new Output(16);
    CODEC.encode(out, write(bytes(LARGE)));
    byte[] frame = out.toByteArray();
    assertSame(frame, valueOf(CODEC.decodeOwned(frame)).array());
    Value copied = valueOf(CODEC.decode(frame, 0, frame.length));
    assertNotSame(frame, copied.array());
    assertEquals(valueOf(CODEC.decodeOwned(frame)), copied);
    assertEquals(valueOf(CODEC.decodeOwned(frame)).hashCode(), copied.hashCode());
    assertArrayEquals(bytes(LARGE), valueOf(CODEC.decodeOwned(frame)).bytes());
  }

  private static Value valueOf(Envelope envelope) {
    Message.Ask ask = (Message.Ask) envelope.message();
    return ((Content.Present) ((Command.Write) ask.command()).content()).value();
  }

  private static Envelope write(byte[] value) {
    Command.Write write =
        new Command.Write(
            Key.of("k"), Content.of(Value.of(value)), null, Consistency.QUORUM, null, 0, 1_000);
    return new Envelope(1, 2, new Message.Ask(new RequestId(3), write));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >>> 8));
    }
    return bytes;
  }
}
