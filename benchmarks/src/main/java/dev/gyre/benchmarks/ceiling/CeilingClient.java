package dev.gyre.benchmarks.ceiling;

import dev.gyre.benchmarks.ceiling.Connection.Frame;
import dev.gyre.benchmarks.target.Completion;
import dev.gyre.core.value.Value;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any number of clients on one connection per node, all on one event loop, where completions run. A
 * key always goes to the same node, as a client that knows the ring would send it.
 */
final class CeilingClient implements AutoCloseable {
  private static final int KEY_LENGTH_BYTES = 2;
  private static final int VERSION_BYTES = 8;

  private final Sockets sockets = new Sockets("ceiling-client");
  private final List<Link> links = new ArrayList<>();

  /** Connects to every node, and waits until it is connected. */
  CeilingClient(List<InetSocketAddress> nodes) {
    Turn turn = new Turn(sockets.loop());
    for (InetSocketAddress node : nodes) {
      Link link = new Link(turn);
      sockets.connect(node, link.connection);
      links.add(link);
    }
  }

  /** Writes on two of three nodes. Callable from every thread. */
  void put(byte[] key, byte[] value, Completion completion) {
    onLoop(() -> ownerOf(key).put(key, value, completion));
  }

  /** Reads from two of three nodes. Callable from every thread. */
  void get(byte[] key, Completion completion) {
    onLoop(() -> ownerOf(key).get(key, completion));
  }

  private void onLoop(Runnable request) {
    if (sockets.loop().inEventLoop()) {
      request.run();
    } else {
      sockets.loop().execute(request);
    }
  }

  private Link ownerOf(byte[] key) {
    return links.get(Math.floorMod(Arrays.hashCode(key), links.size()));
  }

  @Override
  public void close() {
    sockets.close();
  }

  private static final class Link implements Connection.Listener {
    private final Connection connection;
    private final IntObjectHashMap<Completion> pending = new IntObjectHashMap<>();
    private int lastId;
    private @Nullable Throwable closedBy;

    Link(Turn turn) {
      connection = new Connection(turn, this);
    }

    void put(byte[] key, byte[] value, Completion completion) {
      if (closedBy != null) {
        completion.failed(closedBy);
        return;
      }
      connection
          .begin(Kind.PUT, register(completion), KEY_LENGTH_BYTES + key.length + value.length)
          .writeShort(key.length)
          .writeBytes(key)
          .writeBytes(value);
    }

    void get(byte[] key, Completion completion) {
      if (closedBy != null) {
        completion.failed(closedBy);
        return;
      }
      connection.begin(Kind.GET, register(completion), key.length).writeBytes(key);
    }

    private int register(Completion completion) {
      pending.put(++lastId, completion);
      return lastId;
    }

    @Override
    public void received(Connection from, Frame frame, ByteBuf in, int bodyBytes) {
      Completion completion = pending.remove(frame.id());
      if (completion == null) {
        throw new IllegalStateException("an answer to nothing: " + frame);
      }
      switch (frame.kind()) {
        case DONE -> completion.stored();
        case FOUND -> completion.found(Value.of(value(in, bodyBytes)));
        case PUT, GET, STORE, FETCH, STORED, FETCHED ->
            throw new IllegalArgumentException(frame.kind() + " sent to a client");
      }
    }

    private static byte[] value(ByteBuf in, int bodyBytes) {
      in.skipBytes(VERSION_BYTES);
      byte[] value = new byte[bodyBytes - VERSION_BYTES];
      in.readBytes(value);
      return value;
    }

    @Override
    public void closed(Connection closed, Throwable cause) {
      closedBy = cause;
      List<Completion> lost = new ArrayList<>(pending.values());
      pending.clear();
      lost.forEach(completion -> completion.failed(cause));
    }
  }
}
