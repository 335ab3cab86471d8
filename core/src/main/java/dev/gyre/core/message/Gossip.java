package dev.gyre.core.message;

import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import java.util.List;

/**
 * What members tell each other about who is alive (Das, Gupta and Motivala, "SWIM", DSN 2002).
 * Every message may carry {@link Update}s along, section 4.1 of that paper. Taken at any epoch: the
 * envelope's is how a newer topology spreads.
 */
public sealed interface Gossip extends Message {

  /** Most updates in one message: a full sync names each member once. */
  int MAX_UPDATES = Topology.MAX_MEMBERS;

  /** What a member may be believed to be; of two at one incarnation the later counts. */
  enum State {
    ALIVE,
    SUSPECT,
    DEAD,
    /** It said itself that it goes. */
    LEFT
  }

  /**
   * A member as it is believed to be.
   *
   * @param incarnation raised by the member alone, when it starts or refutes; 0 before anything was
   *     heard of it
   * @param directory the random name of its data directory (ADR 8); 0 for none or not known
   */
  record Belief(State state, long incarnation, long directory) {
    /** Of a member that nothing was heard of yet: alive until shown otherwise. */
    public static final Belief PRESUMED = new Belief(State.ALIVE, 0, 0);

    public static final long MAX_INCARNATION = Long.MAX_VALUE;

    public Belief {
      if (incarnation < 0) {
        throw new IllegalArgumentException("an incarnation counts from 0, not " + incarnation);
      }
    }

    public Belief as(State other) {
      return new Belief(other, incarnation, directory);
    }
  }

  /**
   * A belief on its way.
   *
   * @param by who found it so: the member itself when it is alive or leaves, else an accuser
   */
  record Update(NodeId member, Belief belief, NodeId by) {}

  /** Beliefs that this message carries along. */
  List<Update> updates();

  /**
   * Are you there? Answered by {@link Ack}.
   *
   * @param number of the sender's own counting
   */
  record Ping(long number, List<Update> updates) implements Gossip {
    public Ping {
      updates = bounded(updates);
    }
  }

  /** I am, or for a {@link PingRequest}: it is. Bears the number that was asked with. */
  record Ack(long number, List<Update> updates) implements Gossip {
    public Ack {
      updates = bounded(updates);
    }
  }

  /** I do not hear {@code target}: do you? Answered by {@link Ack} or {@link Nack}. */
  record PingRequest(long number, NodeId target, List<Update> updates) implements Gossip {
    public PingRequest {
      updates = bounded(updates);
    }
  }

  /** Neither do I; but you and I hear each other (Dadgar et al., "Lifeguard", 2018, IV.A). */
  record Nack(long number, List<Update> updates) implements Gossip {
    public Nack {
      updates = bounded(updates);
    }
  }

  /** All that the sender believes, one update a member. Answered by {@link Synced}. */
  record Sync(List<Update> updates) implements Gossip {
    public Sync {
      updates = bounded(updates);
    }
  }

  /** The same of whoever was asked. */
  record Synced(List<Update> updates) implements Gossip {
    public Synced {
      updates = bounded(updates);
    }
  }

  /** Updates that cannot wait for a ping: a refutation, a leave. Not answered. */
  record Tell(List<Update> updates) implements Gossip {
    public Tell {
      updates = bounded(updates);
    }
  }

  /**
   * A member as somebody sees it.
   *
   * @param forMillis how long it has been in this state
   */
  record Sighting(NodeId member, Belief belief, long forMillis) {
    public Sighting {
      if (forMillis < 0) {
        throw new IllegalArgumentException("nothing lasts " + forMillis + " ms");
      }
    }
  }

  /**
   * How a node sees all members: for people who look, so it goes to clients, who ask with an empty
   * {@link Sync}.
   */
  record Report(List<Sighting> sightings) implements Gossip {
    public Report {
      if (sightings.size() > MAX_UPDATES) {
        throw new IllegalArgumentException(
            sightings.size() + " members in one report, at most " + MAX_UPDATES);
      }
      sightings = List.copyOf(sightings);
    }

    @Override
    public List<Update> updates() {
      return List.of();
    }
  }

  private static List<Update> bounded(List<Update> updates) {
    if (updates.size() > MAX_UPDATES) {
      throw new IllegalArgumentException(
          updates.size() + " updates in one message, at most " + MAX_UPDATES);
    }
    return List.copyOf(updates);
  }
}
