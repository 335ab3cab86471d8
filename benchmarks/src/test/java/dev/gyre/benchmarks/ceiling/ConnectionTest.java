package dev.gyre.benchmarks.ceiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.benchmarks.ceiling.Connection.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private final List<String> received = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Connection connection =
      new Connection(new Turn(channel.eventLoop()), new Recorder());

  ConnectionTest() {
    channel.pipeline().addLast(connection);
  }

  @Test
  void theFramesOfATurnLeaveInOneBuffer() {
    connection.begin(Kind.PUT, 1, 2).writeShort(7);
    connection.begin(Kind.DONE, 2, 0);
    channel.runPendingTasks();
    ByteBuf out = channel.readOutbound();
    assertNull(channel.readOutbound(), "a second buffer");
    channel.writeInbound(out);
    assertEquals(List.of("PUT 1 [0, 7]", "DONE 2 []"), received);
  }

  @Test
  void framesMayArriveInPiecesOfAnySize() {
    byte[] bytes = frames();
    for (int piece = 1; piece <= bytes.length; piece++) {
      received.clear();
      for (int at = 0; at < bytes.length; at += piece) {
        int length = Math.min(piece, bytes.length - at);
        channel.writeInbound(Unpooled.copiedBuffer(bytes, at, length));
      }
      assertEquals(List.of("GET 5 [1, 2, 3]", "STORED 6 []"), received, "pieces of " + piece);
    }
  }

  @Test
  void aLengthOutOfBoundsClosesTheConnection() {
    for (int length : new int[] {-1, 0, 4, Connection.MAX_FRAME_BYTES + 1, Integer.MAX_VALUE}) {
      EmbeddedChannel stranger =
          new EmbeddedChannel(new Connection(new Turn(channel.eventLoop()), new Recorder()));
      stranger.writeInbound(Unpooled.buffer().writeInt(length));
      assertFalse(stranger.isOpen(), "length " + length);
    }
    assertTrue(received.stream().allMatch(line -> line.startsWith("closed")), received::toString);
  }

  private static byte[] frames() {
    ByteBuf frames = Unpooled.buffer();
    frames.writeInt(8).writeByte(Kind.GET.code()).writeInt(5).writeBytes(new byte[] {1, 2, 3});
    frames.writeInt(5).writeByte(Kind.STORED.code()).writeInt(6);
    byte[] bytes = new byte[frames.readableBytes()];
    frames.readBytes(bytes);
    return bytes;
  }

  private final class Recorder implements Connection.Listener {
    @Override
    public void received(Connection from, Frame frame, ByteBuf in, int bodyBytes) {
      byte[] body = new byte[bodyBytes];
      in.readBytes(body);
      received.add(frame.kind() + " " + frame.id() + " " + Arrays.toString(body));
    }

    @Override
    public void closed(Connection closed, Throwable cause) {
      received.add("closed: " + cause.getMessage());
    }
  }
}
