package dev.gyre.server.config;

import dev.gyre.core.member.MemberSettings;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a node needs to know to start, validated. */
public record ServerSettings(
    Identity identity,
    Network network,
    Path dataDirectory,
    Limits limits,
    Timeouts timeouts,
    Logging logging) {

  /** Who this node is; {@code topology} holds it and its peers. */
  public record Identity(ClusterId cluster, NodeId node, Topology topology) {}

  /**
   * Where it is reached.
   *
   * @param listen where peers and clients are accepted
   * @param peerAddresses where single peers are dialled instead of at their advertised addresses
   * @param http null when HTTP is off
   * @param tls null when everything is in the clear
   */
  public record Network(
      HostPort listen,
      Map<NodeId, HostPort> peerAddresses,
      @Nullable HostPort http,
      @Nullable TlsFiles tls) {}

  /** PEM files; {@code authority} signs every peer. */
  public record TlsFiles(Path certificate, Path key, Path authority) {}

  /** The named maxima. */
  public record Limits(Cells cells, Flight flight, Memory memory, Hints hints, Http http) {}

  /** Bytes of one value, bytes of one cell with its siblings, and how many those may be. */
  public record Cells(int valueBytes, int laneBytes, int siblings) {}

  /** What requests may hold at a time, on each of the node's two sides. */
  public record Flight(int requests, long bytes) {}

  /**
   * What storage keeps in memory.
   *
   * @param changedBytes of cells changed since the last checkpoint
   * @param cacheBytes of pages read
   */
  public record Memory(long changedBytes, long cacheBytes) {}

  /**
   * What is kept for nodes that cannot be reached.
   *
   * @param bytes most for one node
   * @param ageMillis a hint whose newest write is older is dropped
   * @param inFlight most that are handed over to one node at a time
   * @param inFlightBytes most bytes of them, or one hint if it has more
   */
  public record Hints(long bytes, long ageMillis, int inFlight, long inFlightBytes) {
    public static final Hints DEFAULT = new Hints(256L << 20, 3 * 3_600_000L, 64, 8L << 20);
  }

  /** Maxima of the HTTP side. */
  public record Http(int headerBytes, int connections) {}

  /**
   * All in milliseconds.
   *
   * @param members how they watch each other
   */
  public record Timeouts(
      int requestMillis,
      int longestRequestMillis,
      int shutdownMillis,
      int clockAheadMillis,
      HttpTimeouts http,
      MemberSettings members) {}

  /** All in milliseconds. */
  public record HttpTimeouts(int headerMillis, int bodyMillis, int idleMillis) {}

  /** {@code level}: error, warn, info or debug; {@code json}: JSON lines instead of logfmt. */
  public record Logging(String level, boolean json) {}
}
