package dev.gyre.server.node;

import dev.gyre.core.host.Disk;
import dev.gyre.core.value.NodeId;
import dev.gyre.storage.life.PeersFile;
import dev.gyre.transport.netty.PeerMemory;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * The peers that this node has met, kept in its data directory. What is new is written by a worker
 * that may block, after the peer was let in: a crash in between forgets at most the last life of a
 * peer that was known, or one met for the first time a moment ago.
 */
final class RememberedPeers implements PeerMemory {
  private static final Logger LOG = LoggerFactory.getLogger("dev.gyre.storage");

  private final Disk disk;
  private final Scheduler.Worker writer;

  /** Confined to the node's thread once it serves. */
  private final TreeMap<Integer, PeersFile.Peer> peers;

  private RememberedPeers(
      Disk disk, Scheduler.Worker writer, TreeMap<Integer, PeersFile.Peer> peers) {
    this.disk = disk;
    this.writer = writer;
    this.peers = peers;
  }

  static RememberedPeers read(Disk disk, Scheduler.Worker writer) throws StartException {
    try {
      PeersFile.Content content = PeersFile.read(disk);
      if (content.damaged()) {
        LOG.warn("the file \"peers\" is damaged: whether a peer has lost its data cannot be told");
      }
      return new RememberedPeers(disk, writer, new TreeMap<>(content.peers()));
    } catch (IOException failed) {
      throw new StartException("the file \"peers\" cannot be read: " + failed.getMessage(), failed);
    }
  }

  @Override
  public @Nullable Known of(NodeId peer) {
    PeersFile.Peer known = peers.get(peer.number());
    return known == null ? null : new Known(known.directory(), known.life());
  }

  @Override
  public void remember(NodeId peer, Known now) {
    peers.put(peer.number(), new PeersFile.Peer(now.life(), now.directory()));
    TreeMap<Integer, PeersFile.Peer> copy = new TreeMap<>(peers);
    writer.schedule(() -> write(copy));
  }

  private void write(TreeMap<Integer, PeersFile.Peer> known) {
    try {
      PeersFile.write(disk, known);
    } catch (IOException failed) {
      LOG.atWarn().setCause(failed).log("the file \"peers\" could not be written");
    }
  }
}
