package dev.gyre.transport.sim;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Envelope;
import dev.gyre.sim.SimWorker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of its link to one node; the transitions are those of the production link.
 *
 * <pre>
 * idle       --connect, send-->  dialling           messages wait
 * dialling   --Connected-->      connected          the waiting messages go
 * dialling   --Lost, Refused-->  resting            the waiting messages are NotSent
 * connected  --Lost-->           idle
 * connected  --GoingAway-->      idle               answers still come
 * resting    --connect-->        resting            dials when rested
 * resting    --send-->           resting            NotSent
 * resting    --time-->           idle, or dialling  if a connect waited
 * </pre>
 */
final class ClientEnd {
  private static final int MAX_WAITING = 4_096;
  private static final long LEAST_REST_NANOS = 50_000_000;
  private static final long MOST_REST_NANOS = 5_000_000_000L;
  private static final int MAX_DOUBLINGS = 20;

  private final SimLinks links;
  private final String address;
  private final Deque<Envelope> waiting = new ArrayDeque<>();

  /** Over which nothing is asked any more, but answers are due. */
  private final List<SimConnection> leaving = new ArrayList<>();

  private @Nullable SimConnection connection;
  private boolean connected;
  private boolean resting;
  private boolean connectWanted;
  private int failures;

  ClientEnd(SimLinks links, String address) {
    this.links = links;
    this.address = address;
  }

  void connect() {
    if (resting) {
      connectWanted = true;
    } else if (connection == null) {
      dial();
    }
  }

  private void dial() {
    String node = links.network().nodeAt(address);
    if (node == null) {
      worker()
          .schedule(
              0,
              "no such host",
              0,
              () -> rest(new LinkEvent.Lost(address, "cannot find the host of " + address)));
      return;
    }
    SimConnection made = new SimConnection(links.network(), this, node);
    connection = made;
    made.start(links.epoch());
  }

  void send(Envelope envelope) {
    SimConnection current = connection;
    if (connected && current != null) {
      if (!current.ask(envelope)) {
        notSent(envelope, "the message is too large");
      }
    } else if (resting) {
      notSent(envelope, address + " could not be reached a moment ago");
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(envelope);
      connect();
    } else {
      notSent(envelope, "too much waits for the link to " + address);
    }
  }

  /** The connection stands. */
  void connected(SimConnection made, LinkEvent event) {
    if (made != connection) {
      return;
    }
    connected = true;
    failures = 0;
    links.tell(event);
    for (Envelope next = waiting.poll(); next != null; next = waiting.poll()) {
      send(next);
    }
  }

  void received(LinkEvent event) {
    links.tell(event);
  }

  void goingAway(SimConnection made) {
    if (made == connection) {
      connection = null;
      connected = false;
      leaving.add(made);
      links.tell(new LinkEvent.GoingAway(address));
    }
  }

  /** The connection is over, or never was. */
  void ended(SimConnection made, LinkEvent event) {
    if (leaving.remove(made)) {
      links.tell(event);
    } else if (made == connection) {
      boolean stood = connected;
      connection = null;
      connected = false;
      if (stood) {
        links.tell(event);
      } else {
        rest(event);
      }
    }
  }

  private void rest(LinkEvent event) {
    failures++;
    resting = true;
    worker().schedule(restNanos(), "rested", 0, this::rested);
    List<Envelope> hopeless = new ArrayList<>(waiting);
    waiting.clear();
    for (Envelope envelope : hopeless) {
      links.tell(new LinkEvent.NotSent(address, envelope, "no link to " + address));
    }
    links.tell(event);
  }

  private long restNanos() {
    long doubled = LEAST_REST_NANOS << Math.min(failures - 1, MAX_DOUBLINGS);
    long longest = Math.min(doubled, MOST_REST_NANOS);
    return longest / 2 + links.jitter().nextLong(longest / 2);
  }

  private void rested() {
    resting = false;
    if (connectWanted) {
      connectWanted = false;
      connect();
    }
  }

  private void notSent(Envelope envelope, String reason) {
    links.later(new LinkEvent.NotSent(address, envelope, reason));
  }

  /** Lets go of everything without a word. */
  void close() {
    leaving.forEach(SimConnection::abandon);
    leaving.clear();
    if (connection != null) {
      connection.abandon();
      connection = null;
    }
    connected = false;
  }

  String address() {
    return address;
  }

  SimLinks links() {
    return links;
  }

  SimWorker worker() {
    return links.worker();
  }
}
