package dev.gyre.client.machine;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses of a session: which to reach for, and which of them a request should go to. */
final class LinkTable {
  private static final int NAMED_PROBLEMS = 3;

  private final Limits limits;

  /** By address, seeds first. At most the seeds and {@link Limits#maxLinks}. */
  private final Map<String, Link> links = new LinkedHashMap<>();

  /** The links that are up, one a node. Never iterated. */
  private final HashMap<NodeId, Link> byNode = new HashMap<>();

  /** The sum of all links' calls. */
  private int inFlight;

  LinkTable(List<String> seeds, Limits limits) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("a client needs the address of at least one node");
    }
    this.limits = limits;
    seeds.forEach(address -> links.put(address, new Link(address, true)));
  }

  int inFlight() {
    return inFlight;
  }

  Collection<Link> all() {
    return links.values();
  }

  @Nullable Link at(String address) {
    return links.get(address);
  }

  /**
   * The best link with room for the call: an owner of its key before others, one that answers
   * before a suspect, one not yet tried before one that was. Owners are asked in the order of
   * preference, others by how little they have to do.
   */
  @Nullable Link choose(Iterable<NodeId> owners, Call call, long nowMillis) {
    Link best = null;
    int bestRank = Integer.MAX_VALUE;
    for (NodeId owner : owners) {
      Link link = byNode.get(owner);
      int rank = link == null ? Integer.MAX_VALUE : rank(link, call, nowMillis);
      if (rank < bestRank) {
        best = link;
        bestRank = rank;
      }
    }
    return bestRank == 0 ? best : chooseOther(best, bestRank, call, nowMillis);
  }

  private @Nullable Link chooseOther(
      @Nullable Link owner, int ownerRank, Call call, long nowMillis) {
    Link best = owner;
    int bestRank = ownerRank;
    for (Link link : links.values()) {
      int rank = rank(link, call, nowMillis);
      boolean idler =
          rank == bestRank
              && best != owner
              && best != null
              && link.calls.size() < best.calls.size();
      if (rank < bestRank || idler) {
        best = link;
        bestRank = rank;
      }
    }
    return best;
  }

  private int rank(Link link, Call call, long nowMillis) {
    if (!link.isUp() || link.calls.size() >= limits.maxInFlightPerLink()) {
      return Integer.MAX_VALUE;
    }
    int tried = call.trail().tried().contains(link.address) ? 2 : 0;
    return tried + (link.isSuspect(nowMillis) ? 1 : 0);
  }

  /** Whether a healthy link is there that the call has not tried since its last rest. */
  boolean hasUntried(Call call, long nowMillis) {
    for (Link link : links.values()) {
      if (link.isUp()
          && !link.isSuspect(nowMillis)
          && !call.trail().tried().contains(link.address)) {
        return true;
      }
    }
    return false;
  }

  void occupy(Link link, long call) {
    if (!link.calls.add(call)) {
      throw new IllegalStateException("call " + call + " was sent twice to " + link.address);
    }
    inFlight++;
  }

  void release(String address, long call) {
    Link link = links.get(address);
    if (link != null && link.calls.remove(call)) {
      inFlight--;
    }
  }

  void connected(String address, NodeId node) {
    Link link = links.get(address);
    if (link == null) {
      return;
    }
    link.phase = Link.Phase.UP;
    link.node = node;
    link.failures = 0;
    link.suspectUntilMillis = Long.MIN_VALUE;
    byNode.putIfAbsent(node, link);
  }

  void leaving(String address) {
    Link link = links.get(address);
    if (link != null && link.isUp()) {
      link.phase = Link.Phase.LEAVING;
      link.problem = "the node is going away";
      unregister(link);
    }
  }

  /** The link is down. Returns it with the calls that were on it still in it, or null. */
  @Nullable Link down(String address, String reason, int failures) {
    Link link = links.get(address);
    if (link == null || link.phase == Link.Phase.IDLE || link.phase == Link.Phase.RESTING) {
      return null;
    }
    boolean wasUp = link.isUp();
    link.phase = Link.Phase.RESTING;
    link.problem = reason;
    link.failures = Math.min(Integer.SIZE, link.failures + failures);
    if (wasUp) {
      unregister(link);
    }
    return link;
  }

  void rested(String address) {
    Link link = links.get(address);
    if (link != null && link.phase == Link.Phase.RESTING) {
      link.phase = Link.Phase.IDLE;
    }
  }

  private void unregister(Link link) {
    NodeId node = link.node;
    if (node == null || !byNode.remove(node, link)) {
      return;
    }
    for (Link other : links.values()) {
      if (other.isUp() && node.equals(other.node)) {
        byNode.put(node, other);
        return;
      }
    }
  }

  /**
   * The addresses to reach for now, which become dialling: the members' once they are known, and
   * the seeds while nothing is up. A seed that is a member under another name is waited for first,
   * so that there are not two links to one node.
   */
  List<String> dial(@Nullable Topology topology, long client) {
    Set<String> wanted = new LinkedHashSet<>();
    if (links.values().stream().noneMatch(Link::isUp)) {
      links.values().stream().filter(link -> link.isSeed).forEach(s -> wanted.add(s.address));
    }
    if (topology != null && links.values().stream().noneMatch(LinkTable::isDiallingSeed)) {
      addMembers(wanted, topology, client);
    }
    links
        .values()
        .removeIf(
            link ->
                !link.isSeed && link.phase == Link.Phase.IDLE && !wanted.contains(link.address));
    List<String> dialled = new ArrayList<>();
    for (String address : wanted) {
      Link link = links.computeIfAbsent(address, unknown -> new Link(unknown, false));
      if (link.phase == Link.Phase.IDLE) {
        link.phase = Link.Phase.DIALLING;
        dialled.add(address);
      }
    }
    return dialled;
  }

  /** One that has failed since it was last up may take long to answer: it is not waited for. */
  private static boolean isDiallingSeed(Link link) {
    return link.isSeed && link.phase == Link.Phase.DIALLING && link.failures == 0;
  }

  /**
   * Members without a link, up to the bound; clients of a large cluster begin at different ones.
   */
  private void addMembers(Set<String> wanted, Topology topology, long client) {
    List<Member> members = topology.members();
    int room = limits.maxLinks() - (int) links.values().stream().filter(Link::isUp).count();
    int start = (int) Long.remainderUnsigned(client, members.size());
    for (int i = 0; i < members.size() && room > 0; i++) {
      Member member = members.get((start + i) % members.size());
      if (byNode.containsKey(member.id())) {
        continue;
      }
      wanted.add(member.address());
      for (Link link : links.values()) {
        if (link.isSeed && member.id().equals(link.node)) {
          wanted.add(link.address);
        }
      }
      room--;
    }
  }

  /** Why nothing can be sent, for people. */
  String obstacle() {
    if (links.values().stream().anyMatch(Link::isUp)) {
      return "every link has " + limits.maxInFlightPerLink() + " requests in flight";
    }
    StringBuilder text = new StringBuilder("no node could be reached");
    links.values().stream()
        .limit(NAMED_PROBLEMS)
        .forEach(link -> text.append("; ").append(link.address).append(": ").append(link.problem));
    return text.toString();
  }
}
