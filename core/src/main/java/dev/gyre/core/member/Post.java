package dev.gyre.core.member;

import dev.gyre.core.machine.Effect;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.message.Gossip.Update;
import dev.gyre.core.value.NodeId;
import io.vavr.collection.List;
import java.util.ArrayList;

/** What leaves: the effects of the event under way, and the updates that messages carry along. */
final class Post {
  private final Roster roster;

  /** Most that one message carries along. */
  private final int mostUpdates;

  private final java.util.List<Effect> effects = new ArrayList<>();

  /** The last number used. */
  private long number;

  /** {@code number}: below all that this life of the node uses. */
  Post(Roster roster, int mostUpdates, long number) {
    this.roster = roster;
    this.mostUpdates = mostUpdates;
    this.number = number;
  }

  /** Never used before in this life: for a ping, or to choose by. */
  long nextNumber() {
    return ++number;
  }

  void send(NodeId to, Gossip message) {
    add(new Effect.Send(to, message));
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /** Returns its number. */
  long ping(NodeId target) {
    long fresh = nextNumber();
    send(target, new Gossip.Ping(fresh, updatesFor(target)));
    return fresh;
  }

  void ack(NodeId to, long answered) {
    send(to, new Gossip.Ack(answered, updatesFor(to)));
  }

  /**
   * First of all what is believed of the receiver itself, unless that is nothing bad: it refutes at
   * once (Lifeguard IV.C).
   */
  java.util.List<Update> updatesFor(NodeId to) {
    Peer peer = roster.peer(to);
    if (peer == null || peer.state() == State.ALIVE) {
      return roster.rumours().take(mostUpdates);
    }
    java.util.List<Update> updates = roster.rumours().take(mostUpdates - 1);
    updates.removeIf(update -> update.member().equals(to));
    updates.addFirst(roster.update(to, peer));
    return updates;
  }

  boolean isEmpty() {
    return effects.isEmpty();
  }

  List<Effect> taken() {
    List<Effect> all = List.ofAll(effects);
    effects.clear();
    return all;
  }
}
