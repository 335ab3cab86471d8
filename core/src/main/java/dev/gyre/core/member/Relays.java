package dev.gyre.core.member;

import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pings that this node sends for others. */
final class Relays {
  /** Far more than members can ask for within one timeout, unless one is broken. */
  static final int MOST = 256;

  /**
   * One of them.
   *
   * @param number under which the asker asked
   */
  record Relay(NodeId asker, long number, NodeId target, long deadlineMillis) {}

  /** By this node's own number for its ping; in order of deadlines, as all take equally long. */
  private final Map<Long, Relay> relays = new LinkedHashMap<>();

  boolean hasRoom() {
    return relays.size() < MOST;
  }

  void begin(long ownNumber, Relay relay) {
    relays.put(ownNumber, relay);
  }

  /** The relay that this answer ends. */
  @Nullable Relay answered(NodeId from, long ownNumber) {
    Relay relay = relays.get(ownNumber);
    if (relay == null || !relay.target().equals(from)) {
      return null;
    }
    relays.remove(ownNumber);
    return relay;
  }

  List<Relay> expired(long nowMillis) {
    List<Relay> expired = new ArrayList<>();
    Iterator<Relay> all = relays.values().iterator();
    while (all.hasNext()) {
      Relay relay = all.next();
      if (relay.deadlineMillis() > nowMillis) {
        break;
      }
      expired.add(relay);
      all.remove();
    }
    return expired;
  }

  long nextDeadlineMillis() {
    return relays.isEmpty() ? Long.MAX_VALUE : relays.values().iterator().next().deadlineMillis();
  }
}
