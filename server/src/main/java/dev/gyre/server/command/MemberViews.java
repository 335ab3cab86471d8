package dev.gyre.server.command;

import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.Sighting;
import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import dev.gyre.server.http.MemberJson;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the nodes that answered believe of each member. */
final class MemberViews {
  private static final long SECOND_MILLIS = 1_000;

  /** By who sees it. */
  private final Map<NodeId, Gossip.Report> reports = new TreeMap<>();

  /** {@code byAddress}: of the nodes that reported. */
  MemberViews(Topology topology, Map<String, Gossip.Report> byAddress) {
    for (Member member : topology.members()) {
      Gossip.Report report = byAddress.get(member.address());
      if (report != null) {
        reports.put(member.id(), report);
      }
    }
  }

  private Map<NodeId, Sighting> sightings(NodeId member) {
    Map<NodeId, Sighting> sightings = new TreeMap<>();
    reports.forEach(
        (by, report) ->
            report.sightings().stream()
                .filter(seen -> seen.member().equals(member))
                .forEach(seen -> sightings.put(by, seen)));
    return sightings;
  }

  /**
   * Where all agree {@code alive for 3m 12s, incarnation 9/0}, the longest that one of them has
   * believed so; else {@code alive (n1, n2), suspect (n3)}.
   */
  String of(NodeId member) {
    Map<NodeId, Sighting> sightings = sightings(member);
    Map<String, String> observers = new TreeMap<>();
    sightings.forEach(
        (by, seen) ->
            observers.merge(
                MemberJson.state(seen.belief()), by.toString(), (one, two) -> one + ", " + two));
    if (observers.size() == 1) {
      return observers.keySet().iterator().next() + longest(sightings);
    }
    StringBuilder text = new StringBuilder();
    observers.forEach(
        (state, by) ->
            text.append(text.isEmpty() ? "" : ", ").append(state).append(" (" + by + ")"));
    return text.toString();
  }

  private static String longest(Map<NodeId, Sighting> sightings) {
    long millis = 0;
    long incarnation = 0;
    for (Sighting seen : sightings.values()) {
      millis = Math.max(millis, seen.forMillis());
      incarnation = Math.max(incarnation, seen.belief().incarnation());
    }
    String text = " for " + text(Duration.ofMillis(millis / SECOND_MILLIS * SECOND_MILLIS));
    return incarnation == 0
        ? text
        : text + ", incarnation " + (incarnation >>> Integer.SIZE) + "/" + (int) incarnation;
  }

  /** {@code 3m12s}. */
  private static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT);
  }

  /** Appends an object for each node that reported, separated by commas. */
  void append(StringBuilder json, NodeId member) {
    String separator = "";
    for (Map.Entry<NodeId, Sighting> seen : sightings(member).entrySet()) {
      json.append(separator).append("{\"by\":").append(seen.getKey().number()).append(',');
      MemberJson.append(json, seen.getValue());
      json.append('}');
      separator = ",";
    }
  }
}
