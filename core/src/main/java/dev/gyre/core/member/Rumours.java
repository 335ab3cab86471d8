package dev.gyre.core.member;

import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Updates to pass on, at most one a member: the newest, which makes older ones pointless. Each is
 * passed on a bounded number of times, those that were least often first (SWIM section 4.1).
 */
final class Rumours {
  private final int transmissions;

  /** By how often they were passed on; no level is empty. Within one, in order of coming there. */
  private final TreeMap<Integer, Map<NodeId, Update>> levels = new TreeMap<>();

  /** The level of each member's update. Never iterated. */
  private final HashMap<NodeId, Integer> known = new HashMap<>();

  Rumours(int transmissions) {
    this.transmissions = transmissions;
  }

  void add(Update update) {
    Integer level = known.get(update.member());
    if (level != null) {
      remove(level, update.member());
    }
    put(0, update);
  }

  int size() {
    return known.size();
  }

  /** At most so many, for one message: they count as passed on. */
  List<Update> take(int most) {
    List<Update> taken = new ArrayList<>();
    List<Integer> sent = new ArrayList<>();
    for (Map.Entry<Integer, Map<NodeId, Update>> level : levels.entrySet()) {
      Iterator<Update> updates = level.getValue().values().iterator();
      while (updates.hasNext() && taken.size() < most) {
        taken.add(updates.next());
        sent.add(level.getKey());
      }
    }
    for (int i = 0; i < taken.size(); i++) {
      passedOn(sent.get(i), taken.get(i));
    }
    return taken;
  }

  private void passedOn(int level, Update update) {
    remove(level, update.member());
    if (level + 1 < transmissions) {
      put(level + 1, update);
    }
  }

  private void put(int level, Update update) {
    levels.computeIfAbsent(level, unused -> new LinkedHashMap<>()).put(update.member(), update);
    known.put(update.member(), level);
  }

  private void remove(int level, NodeId member) {
    Map<NodeId, Update> updates = levels.get(level);
    if (updates != null && updates.remove(member) != null && updates.isEmpty()) {
      levels.remove(level);
    }
    known.remove(member);
  }
}
