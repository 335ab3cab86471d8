package dev.gyre.server.config;

import dev.gyre.core.member.MemberSettings;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.ClusterId;
import dev.gyre.core.value.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes {@link ServerSettings} of a {@link Configuration}: every rule about values is here. */
public final class SettingsReader {
  private static final int DAY_MILLIS = 86_400_000;
  private static final int WATCH_MILLIS = 600_000;

  private final Values values;

  private SettingsReader(Configuration configuration) {
    this.values = new Values(configuration);
  }

  /** Throws with every problem found, one sentence each. */
  public static ServerSettings read(Configuration configuration) throws ConfigurationException {
    return new SettingsReader(configuration).settings();
  }

  private ServerSettings settings() throws ConfigurationException {
    ClusterId cluster = values.required(Catalogue.CLUSTER_ID, SettingsReader::clusterId);
    NodeId node = values.required(Catalogue.NODE_ID, Peers::node);
    Topology topology = topology();
    Member self = self(node, topology);
    ServerSettings.Network network = network(self, topology);
    Path data = values.required(Catalogue.DATA_DIRECTORY, Path::of);
    ServerSettings.Limits limits = limits();
    ServerSettings.Timeouts timeouts = timeouts();
    ServerSettings.Logging logging =
        new ServerSettings.Logging(
            values.oneOf(Catalogue.LOG_LEVEL, List.of("info", "error", "warn", "debug")),
            values.oneOf(Catalogue.LOG_FORMAT, List.of("logfmt", "json")).equals("json"));
    values.check();
    return new ServerSettings(
        new ServerSettings.Identity(
            Objects.requireNonNull(cluster),
            Objects.requireNonNull(node),
            Objects.requireNonNull(topology)),
        Objects.requireNonNull(network),
        Objects.requireNonNull(data),
        limits,
        timeouts,
        logging);
  }

  private static ClusterId clusterId(String text) {
    try {
      return ClusterId.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("is 32 hex digits, as gyre init prints them");
    }
  }

  private @Nullable Topology topology() {
    int epoch = (int) values.number(Catalogue.CLUSTER_EPOCH, 1, Integer.MAX_VALUE);
    int partitions = (int) values.number(Catalogue.CLUSTER_PARTITIONS, 1, Topology.MAX_PARTITIONS);
    int replication =
        (int) values.number(Catalogue.CLUSTER_REPLICATION, 1, Topology.MAX_REPLICATION);
    if (Integer.bitCount(partitions) != 1) {
      values.problem(Catalogue.CLUSTER_PARTITIONS, "is a power of two, not " + partitions);
      return null;
    }
    return values.required(
        Catalogue.CLUSTER_PEERS,
        text -> new Topology(epoch, partitions, replication, Peers.parse(text)));
  }

  private @Nullable Member self(@Nullable NodeId node, @Nullable Topology topology) {
    if (node == null || topology == null) {
      return null;
    }
    for (Member member : topology.members()) {
      if (member.id().equals(node)) {
        return member;
      }
    }
    values.problem(Catalogue.NODE_ID, "is " + node.number() + ", which is not among cluster.peers");
    return null;
  }

  private ServerSettings.@Nullable Network network(
      @Nullable Member self, @Nullable Topology topology) {
    HostPort listen = values.optional(Catalogue.NODE_LISTEN, HostPort::parse);
    Map<NodeId, HostPort> peers = values.optional(Catalogue.NODE_PEER_ADDRESSES, Peers::addresses);
    Optional<HostPort> http = values.required(Catalogue.HTTP_LISTEN, SettingsReader::orOff);
    ServerSettings.TlsFiles tls = tls();
    boolean insecure = values.flag(Catalogue.NODE_INSECURE);
    if (self == null || topology == null || http == null) {
      return null;
    }
    if (listen == null) {
      listen = new HostPort("127.0.0.1", HostPort.parse(self.address()).port());
    }
    if (peers != null) {
      checkKnown(peers, topology);
    }
    if (tls == null && !insecure) {
      checkLoopback(Catalogue.NODE_LISTEN, listen);
      http.ifPresent(address -> checkLoopback(Catalogue.HTTP_LISTEN, address));
    }
    return new ServerSettings.Network(
        listen, peers == null ? Map.of() : peers, http.orElse(null), tls);
  }

  private static Optional<HostPort> orOff(String text) {
    return text.equals("off") ? Optional.empty() : Optional.of(HostPort.parse(text));
  }

  private void checkKnown(Map<NodeId, HostPort> peers, Topology topology) {
    for (NodeId peer : peers.keySet()) {
      if (topology.members().stream().noneMatch(member -> member.id().equals(peer))) {
        values.problem(
            Catalogue.NODE_PEER_ADDRESSES,
            "names node " + peer.number() + ", which is not among cluster.peers");
      }
    }
  }

  private void checkLoopback(Setting setting, HostPort address) {
    if (!address.isLoopback()) {
      values.problem(
          setting,
          "is "
              + address
              + ", which other machines can reach: give tls.certificate, tls.key and"
              + " tls.authority, or say "
              + Catalogue.NODE_INSECURE.flag());
    }
  }

  private ServerSettings.@Nullable TlsFiles tls() {
    Path certificate = values.optional(Catalogue.TLS_CERTIFICATE, SettingsReader::readable);
    Path key = values.optional(Catalogue.TLS_KEY, SettingsReader::readable);
    Path authority = values.optional(Catalogue.TLS_AUTHORITY, SettingsReader::readable);
    if (certificate == null && key == null && authority == null) {
      return null;
    }
    if (certificate == null || key == null || authority == null) {
      Setting missing =
          certificate == null
              ? Catalogue.TLS_CERTIFICATE
              : key == null ? Catalogue.TLS_KEY : Catalogue.TLS_AUTHORITY;
      values.problem(missing, "is needed: the three files of TLS come together");
      return null;
    }
    return new ServerSettings.TlsFiles(certificate, key, authority);
  }

  private static Path readable(String text) {
    Path file = Path.of(text);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("names a file that cannot be read: " + file);
    }
    return file;
  }

  private ServerSettings.Limits limits() {
    int value = (int) values.bytes(Catalogue.LIMIT_VALUE_BYTES, 1, 64 << 20);
    int lane = (int) values.bytes(Catalogue.LIMIT_LANE_BYTES, 1, 256 << 20);
    long inFlight = values.bytes(Catalogue.LIMIT_BYTES, 1 << 20, 1L << 40);
    if (lane < value) {
      values.problem(Catalogue.LIMIT_LANE_BYTES, "is below limits.value-bytes, " + value);
    }
    if (inFlight < value) {
      values.problem(Catalogue.LIMIT_BYTES, "is below limits.value-bytes, " + value);
    }
    return new ServerSettings.Limits(
        new ServerSettings.Cells(
            value, lane, (int) values.number(Catalogue.LIMIT_SIBLINGS, 1, 10_000)),
        new ServerSettings.Flight(
            (int) values.number(Catalogue.LIMIT_REQUESTS, 1, 1_000_000), inFlight),
        new ServerSettings.Memory(
            values.bytes(Catalogue.LIMIT_CHANGED_BYTES, 4 << 20, 1L << 40),
            values.bytes(Catalogue.LIMIT_CACHE_BYTES, 1 << 20, 1L << 40)),
        new ServerSettings.Hints(
            values.bytes(Catalogue.HINTS_BYTES, 0, 1L << 40),
            values.millis(Catalogue.HINTS_AGE, 1_000, DAY_MILLIS),
            (int) values.number(Catalogue.HINTS_IN_FLIGHT, 1, 10_000),
            values.bytes(Catalogue.HINTS_IN_FLIGHT_BYTES, 1, 1L << 30)),
        new ServerSettings.Http(
            (int) values.bytes(Catalogue.LIMIT_HEADER_BYTES, 8 << 10, 1 << 20),
            (int) values.number(Catalogue.HTTP_CONNECTIONS, 1, 1_000_000)));
  }

  private ServerSettings.Timeouts timeouts() {
    int request = values.millis(Catalogue.TIMEOUT_REQUEST, 1, DAY_MILLIS);
    int longest = values.millis(Catalogue.TIMEOUT_LONGEST, 1, DAY_MILLIS);
    if (longest < request) {
      values.problem(Catalogue.TIMEOUT_LONGEST, "is below timeouts.request");
    }
    return new ServerSettings.Timeouts(
        request,
        longest,
        values.millis(Catalogue.TIMEOUT_SHUTDOWN, 1, DAY_MILLIS),
        values.millis(Catalogue.CLOCK_AHEAD, 1, DAY_MILLIS),
        new ServerSettings.HttpTimeouts(
            values.millis(Catalogue.HTTP_HEADER_TIMEOUT, 10, DAY_MILLIS),
            values.millis(Catalogue.HTTP_BODY_TIMEOUT, 10, DAY_MILLIS),
            values.millis(Catalogue.HTTP_IDLE_TIMEOUT, 10, DAY_MILLIS)),
        members());
  }

  private MemberSettings members() {
    int period = values.millis(Catalogue.MEMBERS_PERIOD, 50, WATCH_MILLIS);
    int timeout = values.millis(Catalogue.MEMBERS_TIMEOUT, 10, WATCH_MILLIS);
    int helpers = (int) values.number(Catalogue.MEMBERS_HELPERS, 0, 20);
    int suspicion = (int) values.number(Catalogue.MEMBERS_SUSPICION, 1, 100);
    int stretch = (int) values.number(Catalogue.MEMBERS_STRETCH, 1, 100);
    int sync = values.millis(Catalogue.MEMBERS_SYNC, 100, WATCH_MILLIS);
    int silence = values.millis(Catalogue.MEMBERS_SILENCE, 1, WATCH_MILLIS);
    if (timeout >= period) {
      values.problem(Catalogue.MEMBERS_TIMEOUT, "is not below members.period");
    }
    return values.hasProblems()
        ? MemberSettings.DEFAULT
        : new MemberSettings(
            silence,
            new MemberSettings.Probing(
                period, timeout, helpers, MemberSettings.Probing.DEFAULT.patience()),
            new MemberSettings.Suspicion(
                suspicion, stretch, MemberSettings.Suspicion.DEFAULT.confirmations()),
            new MemberSettings.Spreading(
                MemberSettings.Spreading.DEFAULT.lambda(),
                MemberSettings.Spreading.DEFAULT.updates(),
                sync));
  }
}
