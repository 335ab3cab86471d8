package dev.gyre.benchmarks.ceiling;

import dev.gyre.benchmarks.ceiling.Connection.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node does with a frame, as coordinator and as replica. A put is versioned, sent to both
 * peers and logged here; two durable copies answer it. A get is answered by this node's value and
 * one peer's. A record enters the table when it is forced, so nothing is read that could be lost.
 */
final class Coordinator implements Connection.Listener {
  private static final int WRITE_QUORUM = 2;
  private static final int VERSION_BYTES = 8;
  private static final int NODE_BITS = 2;

  private final int node;
  private final Turn turn;
  private final GroupCommitLog log;
  private final List<Connection> peers;

  private final Map<Key, Versioned> table = new HashMap<>();
  private final IntObjectHashMap<PendingPut> puts = new IntObjectHashMap<>();
  private final IntObjectHashMap<PendingGet> gets = new IntObjectHashMap<>();
  private int lastId;
  private long lastCounter;
  private boolean logTouched;

  /** {@code peers} is filled while the cluster starts, before the first request. */
  Coordinator(int node, Turn turn, GroupCommitLog log, List<Connection> peers) {
    this.node = node;
    this.turn = turn;
    this.log = log;
    this.peers = peers;
  }

  private record PendingGet(Connection client, int clientId, Versioned own) {}

  private static final class PendingPut {
    private final Connection client;
    private final int clientId;
    private int copies;

    PendingPut(Connection client, int clientId) {
      this.client = client;
      this.clientId = clientId;
    }
  }

  @Override
  public void received(Connection from, Frame frame, ByteBuf in, int bodyBytes) {
    switch (frame.kind()) {
      case PUT -> put(from, frame.id(), in, bodyBytes);
      case GET -> get(from, frame.id(), in, bodyBytes);
      case STORE -> store(from, frame.id(), in, bodyBytes);
      case FETCH -> answer(from, Kind.FETCHED, frame.id(), read(Key.read(in, bodyBytes)));
      case STORED -> stored(frame.id());
      case FETCHED -> fetched(frame.id(), in, bodyBytes);
      case DONE, FOUND -> throw new IllegalArgumentException(frame.kind() + " sent to a node");
    }
  }

  @Override
  public void closed(Connection connection, Throwable cause) {
    // Requests of a closed client end with their quorum; a node outlives its peers in no benchmark.
  }

  private void put(Connection client, int clientId, ByteBuf in, int bodyBytes) {
    int id = ++lastId;
    long version = ++lastCounter << NODE_BITS | node;
    puts.put(id, new PendingPut(client, clientId));
    for (Connection peer : peers) {
      peer.begin(Kind.STORE, id, VERSION_BYTES + bodyBytes)
          .writeLong(version)
          .writeBytes(in, in.readerIndex(), bodyBytes);
    }
    append(version, in, bodyBytes, () -> stored(id));
  }

  private void store(Connection coordinator, int id, ByteBuf in, int bodyBytes) {
    long version = in.readLong();
    lastCounter = Math.max(lastCounter, version >>> NODE_BITS);
    append(version, in, bodyBytes - VERSION_BYTES, () -> coordinator.begin(Kind.STORED, id, 0));
  }

  private void append(long version, ByteBuf in, int recordBytes, Runnable durable) {
    int start = in.readerIndex();
    Key key = Key.read(in, in.readUnsignedShort());
    byte[] value = new byte[recordBytes - (in.readerIndex() - start)];
    in.readBytes(value).readerIndex(start);
    Versioned versioned = new Versioned(version, value);
    log.append(
        version,
        in,
        recordBytes,
        () -> {
          table.merge(key, versioned, Versioned::newer);
          durable.run();
        });
    if (!logTouched) {
      logTouched = true;
      turn.atEnd(this::wakeLog);
    }
  }

  private void wakeLog() {
    logTouched = false;
    log.wake();
  }

  private void stored(int id) {
    PendingPut put = puts.get(id);
    if (put != null && ++put.copies == WRITE_QUORUM) {
      puts.remove(id);
      put.client.begin(Kind.DONE, put.clientId, 0);
    }
  }

  private void get(Connection client, int clientId, ByteBuf in, int bodyBytes) {
    int id = ++lastId;
    Connection peer = peers.get(Math.floorMod(id, peers.size()));
    peer.begin(Kind.FETCH, id, bodyBytes).writeBytes(in, in.readerIndex(), bodyBytes);
    gets.put(id, new PendingGet(client, clientId, read(Key.read(in, bodyBytes))));
  }

  private void fetched(int id, ByteBuf in, int bodyBytes) {
    PendingGet get = gets.remove(id);
    if (get != null) {
      long version = in.readLong();
      byte[] value = new byte[bodyBytes - VERSION_BYTES];
      in.readBytes(value);
      Versioned newest = get.own.newer(new Versioned(version, value));
      answer(get.client, Kind.FOUND, get.clientId, newest);
    }
  }

  private Versioned read(Key key) {
    return table.getOrDefault(key, Versioned.ABSENT);
  }

  private static void answer(Connection to, Kind kind, int id, Versioned found) {
    to.begin(kind, id, VERSION_BYTES + found.value().length)
        .writeLong(found.version())
        .writeBytes(found.value());
  }
}
