package dev.gyre.storage.life;

import dev.gyre.core.host.Disk;
import dev.gyre.core.host.Disk.OpenFile;
import dev.gyre.core.wire.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which peers a node has met: the directory that each ran on and its highest life there. Written
 * whole, under another name first.
 *
 * <pre>
 *  0 i64 magic "GYREPEER"
 *  8 i32 count
 * 12 count times { i32 node, i32 life, i64 name of the directory }
 *    i32 CRC-32C of all before it
 * </pre>
 */
public final class PeersFile {
  public static final String NAME = "peers";
  private static final String UNFINISHED = "peers.new";
  private static final long MAGIC = 0x5245_4550_4552_5947L;
  private static final int HEADER_BYTES = 12;
  private static final int PEER_BYTES = 16;
  private static final int MOST_PEERS = 65_536;

  /** One peer as it was last seen. */
  public record Peer(int life, long directory) {}

  /** What the file says; {@code damaged}: it cannot be read, and nobody is known. */
  public record Content(Map<Integer, Peer> peers, boolean damaged) {}

  private PeersFile() {}

  /** Nobody, when there is no file. */
  public static Content read(Disk disk) throws IOException {
    TreeMap<Integer, Peer> peers = new TreeMap<>();
    if (!disk.list().contains(NAME)) {
      return new Content(peers, false);
    }
    ByteBuffer bytes = ByteBuffer.allocate(size(MOST_PEERS)).order(ByteOrder.LITTLE_ENDIAN);
    try (OpenFile file = disk.open(NAME)) {
      bytes.limit((int) Math.min(bytes.capacity(), file.size()));
      file.read(0, bytes);
    }
    bytes.flip();
    if (!isWhole(bytes)) {
      return new Content(peers, true);
    }
    int count = bytes.getInt(8);
    for (int i = 0; i < count; i++) {
      int at = HEADER_BYTES + i * PEER_BYTES;
      peers.put(bytes.getInt(at), new Peer(bytes.getInt(at + 4), bytes.getLong(at + 8)));
    }
    return new Content(peers, false);
  }

  private static boolean isWhole(ByteBuffer bytes) {
    int length = bytes.limit();
    if (length < size(0) || bytes.getLong(0) != MAGIC) {
      return false;
    }
    int count = bytes.getInt(8);
    return count >= 0
        && count <= MOST_PEERS
        && length == size(count)
        && bytes.getInt(length - Integer.BYTES)
            == Checksum.of(bytes.array(), 0, length - Integer.BYTES);
  }

  /** Durable when this returns. */
  public static void write(Disk disk, Map<Integer, Peer> peers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size(peers.size())).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putInt(peers.size());
    new TreeMap<>(peers)
        .forEach((node, peer) -> bytes.putInt(node).putInt(peer.life()).putLong(peer.directory()));
    bytes.putInt(Checksum.of(bytes.array(), 0, bytes.position()));
    try (OpenFile file = disk.open(UNFINISHED)) {
      file.truncate(0);
      file.write(0, bytes.flip());
      file.force();
    }
    disk.rename(UNFINISHED, NAME);
    disk.forceDirectory();
  }

  private static int size(int peers) {
    return HEADER_BYTES + peers * PEER_BYTES + Integer.BYTES;
  }
}
