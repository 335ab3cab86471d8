package dev.gyre.transport.netty.frame;

import dev.gyre.core.value.NodeId;

/** What two transports tell each other, beside messages. */
public sealed interface Control {

  /** The exchange that opens a connection: Hello, then Welcome or Reject. */
  sealed interface Handshake extends Control permits Hello, Welcome, Reject {}

  /** Who dials. */
  sealed interface Role {}

  record Peer(NodeId node, int life) implements Role {}

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
  record Hello(Versions versions, Role role, long clusterTag, int epoch) implements Handshake {
    public static final long ANY_CLUSTER = 0;
  }

  /**
   * Lets the dialler in.
   *
   * @param version the one to speak from now on
   * @param stamp hybrid logical clock of the node
   */
  record Welcome(int version, NodeId node, int life, long clusterTag, int epoch, long stamp)
      implements Handshake {}

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
