package dev.gyre.server.node;

import dev.gyre.core.host.Client;
import dev.gyre.core.host.NodeHost;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.PendingHints;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.server.http.Json;
import dev.gyre.server.http.MemberJson;
import dev.gyre.server.http.NodeView;
import dev.gyre.server.metrics.NodeMetrics;
import dev.gyre.storage.HintStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A running node as its HTTP side sees it. Confined to the node's thread. */
final class Serving implements NodeView {
  private final NodeHost host;
  private final Client client;
  private final NodeMetrics metrics;
  private final PeerWatch peers;
  private final Supplier<HintStatistics> hints;
  private final int life;

  /** Why it takes nothing new, for good; null while it serves. */
  private @Nullable String ended;

  Serving(
      NodeHost host,
      NodeMetrics metrics,
      PeerWatch peers,
      Supplier<HintStatistics> hints,
      int life) {
    this.hints = hints;
    this.host = host;
    this.client = metrics.measure(host);
    this.metrics = metrics;
    this.peers = peers;
    this.life = life;
  }

  void end(String reason) {
    if (ended == null) {
      ended = reason;
    }
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public @Nullable String ended() {
    return ended;
  }

  @Override
  public List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    if (ended != null) {
      obstacles.add(ended);
    }
    Topology newer = host.node().newerTopology();
    if (newer != null) {
      obstacles.add("the cluster is at epoch " + newer.epoch() + ", this node's is older");
    }
    Topology topology = host.settings().topology();
    int quorum = topology.owners() / 2 + 1;
    if (peers.connected() + 1 < quorum) {
      obstacles.add(
          "connected to "
              + peers.connected()
              + " of "
              + (topology.members().size() - 1)
              + " peers: too few for a quorum");
      obstacles.addAll(peers.refusals());
    }
    return obstacles;
  }

  @Override
  public String metrics() {
    return metrics.scrape();
  }

  @Override
  public String cluster() {
    Ring ring = host.node().ring();
    Topology topology = ring.topology();
    StringBuilder json = new StringBuilder(1024);
    json.append("{\"node\":").append(host.settings().self().number());
    json.append(",\"life\":").append(life).append(",\"epoch\":").append(topology.epoch());
    json.append(",\"partitions\":").append(topology.partitions());
    json.append(",\"replication\":").append(topology.replication()).append(",\"members\":[");
    List<Gossip.Sighting> seen = host.members().sightings();
    for (int i = 0; i < topology.members().size(); i++) {
      append(json.append(i == 0 ? "" : ","), topology.members().get(i), seen.get(i));
    }
    json.append("],\"hints\":[");
    appendHints(json);
    json.append("],\"owners\":[");
    for (int partition = 0; partition < topology.partitions(); partition++) {
      json.append(partition == 0 ? "[" : ",[");
      json.append(ring.owners(partition).map(NodeId::number).mkString(",")).append(']');
    }
    return json.append("]}\n").toString();
  }

  /** What this node keeps for others that it could not reach. */
  private void appendHints(StringBuilder json) {
    String separator = "";
    for (PendingHints some : hints.get().pending()) {
      json.append(separator).append("{\"target\":").append(some.target().number());
      json.append(",\"count\":").append(some.count());
      json.append(",\"bytes\":").append(some.bytes());
      json.append(",\"oldest\":").append(some.oldestMillis()).append('}');
      separator = ",";
    }
  }

  /** Sightings are in order of their members' ids, as a topology's members are. */
  private void append(StringBuilder json, Member member, Gossip.Sighting seen) {
    json.append("{\"id\":").append(member.id().number()).append(",\"rack\":");
    Json.quote(json, member.rack()).append(",\"address\":");
    Json.quote(json, member.address()).append(",\"connected\":");
    json.append(peers.isConnected(member.id()));
    String refusal = peers.refusal(member.id());
    if (refusal != null) {
      Json.quote(json.append(",\"refusal\":"), refusal);
    }
    MemberJson.append(json.append(','), seen);
    json.append('}');
  }
}
