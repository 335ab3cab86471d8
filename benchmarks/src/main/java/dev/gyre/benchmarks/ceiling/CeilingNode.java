package dev.gyre.benchmarks.ceiling;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One node: an event loop, a log thread, a listener. */
final class CeilingNode implements AutoCloseable {
  private static final long SEGMENT_BYTES = 64 << 20;

  private final Sockets sockets;
  private final Turn turn;
  private final GroupCommitLog log;
  private final Coordinator coordinator;
  private final List<Connection> peers = new ArrayList<>();
  private final InetSocketAddress address;

  CeilingNode(int index, Path directory) throws IOException {
    String name = "ceiling-" + index;
    sockets = new Sockets(name);
    turn = new Turn(sockets.loop());
    Segment segment = Segment.preallocate(directory.resolve(name + ".log"), SEGMENT_BYTES);
    // A node whose log failed has nothing left to promise: it drops its connections.
    log = new GroupCommitLog(name + "-log", segment, sockets.loop(), failure -> sockets.close());
    coordinator = new Coordinator(index, turn, log, peers);
    address = sockets.listen(() -> new Connection(turn, coordinator));
  }

  InetSocketAddress address() {
    return address;
  }

  long forces() {
    return log.forces();
  }

  /** Dials a peer. All peers are dialled before the first request is sent. */
  void join(InetSocketAddress peer) {
    Connection connection = new Connection(turn, coordinator);
    sockets.connect(peer, connection);
    sockets.loop().submit(() -> peers.add(connection)).syncUninterruptibly();
  }

  @Override
  public void close() {
    log.close();
    sockets.close();
  }
}
