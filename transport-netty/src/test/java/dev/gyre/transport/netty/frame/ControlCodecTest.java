package dev.gyre.transport.netty.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.Input;
import dev.gyre.core.wire.MalformedException;
import dev.gyre.core.wire.Output;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of the handshake never change: two versions must be able to tell that they differ. */
class ControlCodecTest {
  private static final int TYPE_OFFSET = 9;
  private static final Control.Standing STANDING =
      new Control.Standing(0xa1a2a3a4a5a6a7a8L, 0xb1b2b3b4b5b6b7b8L, true);

  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(
            new Control.Hello(
                new Versions(1, 1),
                new Control.Peer(NodeId.of(300), 5),
                0x1122334455667788L,
                9,
                STANDING),
            "2e000000 4e9cbd81 0180 47595245 20000000 01 01 01 ac02 05 8877665544332211 09"
                + " a8a7a6a5a4a3a2a1 b8b7b6b5b4b3b2b1 01"),
        Arguments.of(
            new Control.Hello(
                new Versions(1, 2), new Control.ClientRole("app"), Control.Hello.ANY_CLUSTER, 0),
            "2f000000 eaf7e676 0180 47595245 21000000 01 02 02 03617070 0000000000000000 00"
                + " 0000000000000000 0000000000000000 00"),
        Arguments.of(
            new Control.Welcome(
                1,
                new Control.Peer(NodeId.of(2), 3),
                0x1122334455667788L,
                4,
                0x0102030405060708L,
                STANDING),
            "2f000000 80175ea4 0181 25000000 01 02 03 8877665544332211 04 0807060504030201"
                + " a8a7a6a5a4a3a2a1 b8b7b6b5b4b3b2b1 01"),
        Arguments.of(
            new Control.Reject(RejectReason.VERSION, "no"),
            "0e000000 5636d79b 0182 04000000 01 026e6f"),
        Arguments.of(new Control.Ping(), "06000000 29276573 0183"),
        Arguments.of(new Control.Pong(), "06000000 c243afa7 0184"),
        Arguments.of(new Control.GoAway(), "06000000 c1c0c455 0185"),
        Arguments.of(new Control.Open(1, 8 << 20), "0e000000 a911420f 0186 01000000 00008000"),
        Arguments.of(new Control.Credit(1, 256 << 10), "0e000000 c45c354e 0187 01000000 00000400"),
        Arguments.of(new Control.Reset(1), "0a000000 e6639ace 0188 01000000"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void theBytesAreThese(Control control, String hex) throws MalformedException {
    byte[] frame = encode(control);
    assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(frame));
    assertEquals(control, decode(frame));
  }

  @Test
  void whatANewerVersionAppendsToAHandshakeIsSkipped() throws MalformedException {
    byte[] body = {'G', 'Y', 'R', 'E', 34, 0, 0, 0, 1, 9, 2, 0, 7, 7, 7, 7, 7, 7, 7, 7, 3};
    byte[] longer = new byte[body.length + 21];
    System.arraycopy(body, 0, longer, 0, body.length);
    assertEquals(
        new Control.Hello(new Versions(1, 9), new Control.ClientRole(""), 0x0707070707070707L, 3),
        ControlCodec.decode(128, new Input(longer)));
  }

  @Test
  void aRejectWithAReasonOfALaterVersionIsStillAReject() throws MalformedException {
    byte[] body = {4, 0, 0, 0, (byte) 200, 2, 'h', 'i'};
    assertEquals(
        new Control.Reject(RejectReason.OTHER, "hi"), ControlCodec.decode(130, new Input(body)));
  }

  static Stream<byte[]> impossible() {
    return Stream.of(
        new byte[] {'H', 'T', 'T', 'P', 0, 0, 0, 0},
        new byte[] {'G', 'Y', 'R', 'E', 12, 0, 0, 0, 0, 1, 2, 0, 7, 7, 7, 7, 7, 7, 7, 7, 3},
        new byte[] {'G', 'Y', 'R', 'E', 13, 0, 0, 0, 1, 1, 3, 0, 7, 7, 7, 7, 7, 7, 7, 7, 3},
        new byte[] {'G', 'Y', 'R', 'E', 15, 0, 0, 0, 1, 1, 1, 0, 1, 7, 7, 7, 7, 7, 7, 7, 7, 3},
        new byte[] {'G', 'Y', 'R', 'E', 127, 0, 0, 0, 1, 1, 2, 0, 7, 7, 7, 7, 7, 7, 7, 7, 3},
        new byte[] {'G', 'Y', 'R', 'E'},
        new byte[0]);
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void aGreetingThatCannotBeIsMalformed(byte[] body) {
    assertThrows(MalformedException.class, () -> ControlCodec.decode(128, new Input(body)));
  }

  private static byte[] encode(Control control) {
    Output out = new Output(64);
    ControlCodec.encode(out, control);
    return out.toByteArray();
  }

  private static Control decode(byte[] frame) throws MalformedException {
    Input body = ControlCodec.body(frame, frame.length);
    return ControlCodec.decode(frame[TYPE_OFFSET] & 0xFF, body);
  }
}
