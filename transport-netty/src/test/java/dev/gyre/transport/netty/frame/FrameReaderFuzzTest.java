package dev.gyre.transport.netty.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.cell.Content;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.Checksum;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.Output;
import dev.gyre.transport.netty.statistics.Counters;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Frames cut anywhere arrive whole; frames changed anywhere are refused, or stay what they were;
 * and whatever comes, nothing is thrown.
 */
class FrameReaderFuzzTest {
  private static final FrameLimits LIMITS = new FrameLimits(4_096, 8_192, 4_096, 4);
  private static final FrameCodec CODEC = new FrameCodec(new ClusterId(1, 2), 8_192);
  private static final Envelope SMALL = new Envelope(3, 4, new Reply.Stored(RequestId.of(1, 2)));
  private static final Envelope WRITE =
      new Envelope(
          3,
          4,
          new Message.Ask(
              new RequestId(9),
              new Command.Write(
                  Key.of("key"),
                  Content.of(Value.of("value")),
                  null,
                  Consistency.QUORUM,
                  null,
                  0,
                  500)));

  /** Keeps what comes in, as objects that can be compared. */
  private static final class Recorder implements FrameSink {
    final List<Object> heard = new ArrayList<>();
    MalformedException refused;

    @Override
    public boolean isOpen() {
      return refused == null;
    }

    @Override
    public void message(Envelope envelope, int bytes) {
      heard.add(envelope);
    }

    @Override
    public void control(Control control) {
      heard.add(control);
    }

    @Override
    public void chunk(int stream, int offset, byte[] source, int from, int count) {
      heard.add(List.of(stream, offset, count));
    }

    @Override
    public void malformed(MalformedException reason) {
      refused = reason;
    }
  }

  @Property
  void framesCutAnywhereArriveWhole(
      @ForAll @Size(max = 20) List<@IntRange(max = 200) Integer> cuts) {
    byte[] stream = stream();
    Recorder recorder = new Recorder();
    EmbeddedChannel channel = channel(recorder);
    int from = 0;
    for (int cut : cuts) {
      int to = Math.min(stream.length, from + cut);
      channel.writeInbound(Unpooled.copiedBuffer(stream, from, to - from));
      from = to;
    }
    channel.writeInbound(Unpooled.copiedBuffer(stream, from, stream.length - from));
    assertEquals(expected(), recorder.heard);
    channel.finishAndReleaseAll();
  }

  @Property
  void aChangedBitIsNeverBelieved(@ForAll @IntRange(max = 10_000) int where, @ForAll boolean cut) {
    byte[] stream = stream();
    int bit = where % (stream.length * Byte.SIZE);
    stream[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    Recorder recorder = new Recorder();
    EmbeddedChannel channel = channel(recorder);
    int length = cut ? stream.length - 1 : stream.length;
    channel.writeInbound(Unpooled.copiedBuffer(stream, 0, length));
    channel.finishAndReleaseAll();
    assertTrue(recorder.heard.size() < expected().size());
    assertEquals(expected().subList(0, recorder.heard.size()), recorder.heard);
    assertTrue(recorder.refused != null);
  }

  /** With its checksum mended, so that the decoder behind it meets the change. */
  @Property(tries = 5_000)
  void aFrameWithMendedChecksumThrowsNothingElse(
      @ForAll @IntRange(max = 1_000) int where, @ForAll byte value, @ForAll boolean large) {
    byte[] frame = encoded(large ? WRITE : SMALL);
    int at = 8 + where % (frame.length - 8);
    frame[at] = value;
    mend(frame);
    Recorder recorder = new Recorder();
    EmbeddedChannel channel = channel(recorder);
    channel.writeInbound(Unpooled.wrappedBuffer(frame));
    channel.checkException();
    assertEquals(1, recorder.heard.size() + (recorder.refused == null ? 0 : 1));
    channel.finishAndReleaseAll();
  }

  @Property
  void anyBytesAtAllThrowNothing(@ForAll @Size(max = 300) byte[] bytes) {
    Recorder recorder = new Recorder();
    EmbeddedChannel channel = channel(recorder);
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    channel.finishAndReleaseAll();
    channel.checkException();
    assertTrue(recorder.heard.isEmpty() || recorder.refused == null || bytes.length > 4);
  }

  private static EmbeddedChannel channel(Recorder recorder) {
    FrameReader reader = new FrameReader(new FrameBuffers(LIMITS), new Counters(), recorder);
    reader.established(CODEC);
    return new EmbeddedChannel(reader);
  }

  private static List<Object> expected() {
    return List.of(SMALL, new Control.Open(1, 5_000), WRITE, new Control.Ping(), SMALL);
  }

  private static byte[] stream() {
    Output out = new Output(64);
    CODEC.encode(out, SMALL);
    ControlCodec.encode(out, new Control.Open(1, 5_000));
    CODEC.encode(out, WRITE);
    ControlCodec.encode(out, new Control.Ping());
    CODEC.encode(out, SMALL);
    return out.toByteArray();
  }

  private static byte[] encoded(Envelope envelope) {
    Output out = new Output(64);
    CODEC.encode(out, envelope);
    return out.toByteArray();
  }

  private static void mend(byte[] frame) {
    int checksum = Checksum.of(frame, 8, frame.length - 8);
    for (int i = 0; i < Integer.BYTES; i++) {
      frame[4 + i] = (byte) (checksum >>> Byte.SIZE * i);
    }
  }
}
