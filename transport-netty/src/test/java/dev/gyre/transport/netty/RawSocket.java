package dev.gyre.transport.netty;

import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.Checksum;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.core.wire.Output;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.ControlCodec;
import dev.gyre.transport.netty.frame.Versions;
import dev.gyre.transport.netty.link.HostPort;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** A stranger with a plain socket, who may say anything. */
final class RawSocket implements AutoCloseable {
  static final int WELCOME = 129;
  static final int REJECT = 130;
  static final int PONG = 132;
  static final long TAG = FrameCodec.tag(TestCluster.CLUSTER);

  private static final int TYPE_OFFSET = 9;

  private final Socket socket;
  private final DataInputStream in;

  RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) TestCluster.BOUND.toMillis());
    this.in = new DataInputStream(socket.getInputStream());
  }

  static RawSocket to(NettyTransport transport) throws IOException {
    HostPort address = transport.address();
    return new RawSocket(new Socket(address.host(), address.port()));
  }

  /** As a client that may speak from now on. */
  static RawSocket welcomedClient(NettyTransport transport) throws IOException {
    RawSocket client = to(transport);
    client.send(hello(new Control.ClientRole("raw"), TAG));
    client.expect(WELCOME);
    return client;
  }

  static RawSocket welcomedPeer(NettyTransport transport, NodeId node, int life)
      throws IOException {
    RawSocket peer = to(transport);
    peer.send(hello(new Control.Peer(node, life), TAG));
    peer.expect(WELCOME);
    return peer;
  }

  static Control.Hello hello(Control.Role role, long tag) {
    return new Control.Hello(Versions.OURS, role, tag, Integer.MAX_VALUE);
  }

  void send(Control control) throws IOException {
    send(encoded(control));
  }

  static byte[] encoded(Control control) {
    Output out = new Output(64);
    ControlCodec.encode(out, control);
    return out.toByteArray();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** A well-formed frame around this version, type and body. */
  static byte[] frame(int version, int type, byte[] body) {
    Output out = new Output(64);
    int start = out.begin();
    out.i32(0);
    out.u8(version);
    out.u8(type);
    out.raw(body, 0, body.length);
    out.end(start);
    int checked = start + Integer.BYTES;
    out.patch(start, Checksum.of(out.array(), checked, out.length() - checked));
    return out.toByteArray();
  }

  /** Only a length field, little-endian. */
  static byte[] length(int length) {
    Output out = new Output(Integer.BYTES);
    out.i32(length);
    return out.toByteArray();
  }

  /** Reads one frame; null at the end of the connection. */
  byte[] read() throws IOException {
    try {
      int length = Integer.reverseBytes(in.readInt());
      byte[] frame = new byte[Integer.BYTES + length];
      in.readFully(frame, Integer.BYTES, length);
      return frame;
    } catch (EOFException | SocketException ended) {
      return null;
    }
  }

  static int type(byte[] frame) {
    return frame[TYPE_OFFSET] & 0xFF;
  }

  /** What a rejecting frame says. */
  static String text(byte[] frame) {
    return new String(Arrays.copyOfRange(frame, TYPE_OFFSET + 1, frame.length));
  }

  byte[] expect(int type) throws IOException {
    byte[] frame = read();
    if (frame == null || type(frame) != type) {
      throw new AssertionError(
          "expected a frame of type " + type + ", got " + Arrays.toString(frame));
    }
    return frame;
  }

  /** Reads until the other side ends the connection. */
  void expectEnd() throws IOException {
    byte[] frame = read();
    while (frame != null) {
      frame = read();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
