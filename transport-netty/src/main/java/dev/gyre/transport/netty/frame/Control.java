package dev.gyre.transport.netty.frame;

import dev.gyre.core.value.NodeId;

/** What two transports tell each other, beside messages. */
public sealed interface Control {

  /** The exchange that opens a connection: Hello, then Welcome or Reject. */
  sealed interface Handshake extends Control permits Hello, Welcome, Reject {}

  /** Who dials. */
  sealed interface Role {}

  record Peer(NodeId node, int life) implements Role {}

  /**
   * What a node says of itself beside its name. Clients have none.
   *
   * @param topology hash of the topology that it knows, 0 for unknown
   * @param directory names its data directory, 0 for one that is not to be remembered
   * @param replaces whether its operator has accepted that this directory takes the place of
   *     another
   */
  record Standing(long topology, long directory, boolean replaces) {
    public static final Standing NONE = new Standing(0, 0, false);

    /** Whether both know a topology, and not the same one. */
    public boolean differsFrom(Standing other) {
      return topology != 0 && other.topology != 0 && topology != other.topology;
    }
  }

  /** {@code name} is for logs and metrics alone. */
  record ClientRole(String name) implements Role {
    public static final int MAX_NAME = 255;

    public ClientRole {
      if (name.length() > MAX_NAME) {
        throw new IllegalArgumentException(
            "a client's name has at most " + MAX_NAME + " characters");
      }
    }
  }

  /**
   * The first frame of whoever dials.
   *
   * @param versions the protocol versions it speaks
   * @param clusterTag of the cluster it means; {@link #ANY_CLUSTER} from a client that takes what
   *     it finds
   * @param epoch of the topology it knows, 0 for none
   */
  record Hello(Versions versions, Role role, long clusterTag, int epoch, Standing standing)
      implements Handshake {
    public static final long ANY_CLUSTER = 0;

    /** Of a client, or of a node that says no more. */
    public Hello(Versions versions, Role role, long clusterTag, int epoch) {
      this(versions, role, clusterTag, epoch, Standing.NONE);
    }
  }

  /**
   * Lets the dialler in.
   *
   * @param version the one to speak from now on
   * @param stamp hybrid logical clock of the node
   */
  record Welcome(int version, Peer from, long clusterTag, int epoch, long stamp, Standing standing)
      implements Handshake {

    public Welcome(int version, NodeId node, int life, long clusterTag, int epoch, long stamp) {
      this(version, new Peer(node, life), clusterTag, epoch, stamp, Standing.NONE);
    }

    public NodeId node() {
      return from.node();
    }

    public int life() {
      return from.life();
    }
  }

  /** Turns the dialler away; the connection is closed after it. */
  record Reject(RejectReason reason, String text) implements Handshake {}

  record Ping() implements Control {}

  record Pong() implements Control {}

  /** The sender takes nothing new and closes once it has finished what it accepted. */
  record GoAway() implements Control {}

  /** A large message is ready to come; numbers count up from 1 on each connection and direction. */
  record Open(int stream, int totalBytes) implements Control {}

  /** The receiver takes so many more bytes of a large message. */
  record Credit(int stream, int bytes) implements Control {}

  /** The receiver gives a large message up: it is lost. */
  record Reset(int stream) implements Control {}
}
