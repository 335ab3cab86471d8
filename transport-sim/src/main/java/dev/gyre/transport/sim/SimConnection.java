package dev.gyre.transport.sim;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.RequestId;
import dev.gyre.core.wire.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to a node, both ends: ordered, without duplicates, as TCP gives it. Nothing
 * is lost on it but with it. A cut or clog only holds it up, until its ends notice the silence.
 *
 * <pre>
 * greeting    --node serves-->    open      Connected, then the topology if the client's is older
 *             --nobody, not serving, another cluster, too late-->  over
 * open        --broken, node gone, client gone, silent-->          over
 * </pre>
 */
final class SimConnection {
  private static final long HELLO = 1;

  private final SimNetwork network;
  private final ClientEnd client;
  private final String nodeName;
  private final Pipe up;
  private final Pipe down;

  /** Set when the greeting found a node. */
  private @Nullable SimTransport server;

  private boolean open;
  private boolean over;

  /** When a link under it was cut, while it is; -1 otherwise. */
  private long starvedSinceNanos = -1;

  private int toldEpoch;

  SimConnection(SimNetwork network, ClientEnd client, String nodeName) {
    this.network = network;
    this.client = client;
    this.nodeName = nodeName;
    String clientName = client.links().name();
    this.up = new Pipe(network, network.link(clientName, nodeName), this, null);
    this.down = new Pipe(network, network.link(nodeName, clientName), this, client.worker());
    network.opened(this);
  }

  /** Greets the node. */
  void start(int epoch) {
    up.link().carry(this);
    down.link().carry(this);
    up.send(HELLO, () -> greeted(epoch));
    client.worker().schedule(network.options().connectNanos(), "connect timeout", 0, this::tooLate);
  }

  private void greeted(int epoch) {
    SimTransport found = network.current(nodeName);
    if (found == null) {
      refuse(new LinkEvent.Lost(client.address(), "connection refused"));
      return;
    }
    server = found;
    up.leadsTo(found.worker());
    found.worker().schedule(0, up.link().name(), HELLO, () -> accept(found, epoch));
  }

  private void accept(SimTransport found, int epoch) {
    if (over) {
      return;
    }
    SimTransport.Served served = found.served();
    if (!found.cluster().equals(client.links().cluster())) {
      String reason = "this node belongs to another cluster: check the cluster id";
      refuse(new LinkEvent.Refused(client.address(), reason, true));
    } else if (served == null) {
      String reason = "the node does not serve now";
      refuse(new LinkEvent.Refused(client.address(), reason, false));
    } else {
      open = true;
      network.effects().count(Effect.CONNECTIONS_MADE);
      Topology topology = served.topology().get();
      LinkEvent connected =
          new LinkEvent.Connected(
              client.address(),
              found.node(),
              (int) found.life(),
              topology.epoch(),
              served.stamp().getAsLong());
      down.send(HELLO, () -> client.connected(this, connected));
      tellTopologyIfOlder(found, served, epoch);
    }
  }

  private void refuse(LinkEvent event) {
    network.effects().count(Effect.CONNECTIONS_REFUSED);
    down.send(0, () -> endAtClient(event));
  }

  private void endAtClient(LinkEvent event) {
    end();
    client.ended(this, event);
  }

  private void tooLate() {
    if (!open && !over) {
      network.effects().count(Effect.CONNECTIONS_REFUSED);
      endAtClient(new LinkEvent.Lost(client.address(), "connecting timed out"));
    }
  }

  /** From the client. False when the message is too long. */
  boolean ask(Envelope envelope) {
    SimTransport node = server;
    if (node == null) {
      throw new IllegalStateException("nothing is asked before the connection stands");
    }
    byte[] frame = node.encode(client.links().codec(), envelope);
    if (frame == null) {
      return false;
    }
    up.send(envelope.message(), frame, () -> asked(node, frame));
    return true;
  }

  private void asked(SimTransport node, byte[] frame) {
    SimTransport.Served served = node.served();
    Envelope envelope = decoded(node, frame);
    if (served == null) {
      return;
    }
    switch (envelope.message()) {
      case Message.Ask ask -> {
        tellTopologyIfOlder(node, served, envelope.epoch());
        served.client().ask(ask.command(), outcome -> answer(node, ask.id(), outcome));
      }
      case Message.ToReplica notForClients -> breakOff("a client that speaks as a node");
      case Message.FromReplica notForClients -> breakOff("a client that speaks as a node");
      case Message.Answer notForClients -> breakOff("a client that speaks as a node");
      case Message.TopologyIs notForClients -> breakOff("a client that speaks as a node");
      case Gossip notForClients -> breakOff("a client that speaks as a node");
    }
  }

  private void tellTopologyIfOlder(SimTransport node, SimTransport.Served served, int epoch) {
    Topology topology = served.topology().get();
    if (epoch < topology.epoch() && toldEpoch < topology.epoch()) {
      toldEpoch = topology.epoch();
      tell(node, new Message.TopologyIs(topology));
    }
  }

  private void answer(SimTransport node, RequestId id, Outcome outcome) {
    if (!over) {
      tell(node, new Message.Answer(id, outcome));
    }
  }

  private void tell(SimTransport node, Message message) {
    SimTransport.Served served = node.served();
    if (served == null) {
      return;
    }
    Envelope envelope =
        new Envelope(served.topology().get().epoch(), served.stamp().getAsLong(), message);
    byte[] frame = node.encode(node.codec(), envelope);
    if (frame != null) {
      down.send(
          message,
          frame,
          () -> client.received(new LinkEvent.Received(client.address(), decoded(node, frame))));
    }
  }

  private static Envelope decoded(SimTransport node, byte[] frame) {
    try {
      return node.codec().decode(frame, 0, frame.length);
    } catch (MalformedException refused) {
      throw new IllegalStateException("a frame that we wrote is refused", refused);
    }
  }

  /** The node leaves properly: everything that it answered arrives first. */
  void finish() {
    if (!over) {
      down.send(0, () -> client.goingAway(this));
      down.send(0, () -> endAtClient(new LinkEvent.Lost(client.address(), "the node left")));
    }
  }

  /** What is under way is gone; the client hears of it as soon as the network lets it. */
  void breakOff(String reason) {
    long afterNanos =
        down.link().isStopped() ? network.options().silenceNanos() : down.link().delayNanos(0);
    breakOff(reason, afterNanos);
  }

  private void breakOff(String reason, long afterNanos) {
    if (over) {
      return;
    }
    end();
    network.effects().count(Effect.CONNECTIONS_BROKEN);
    LinkEvent lost = new LinkEvent.Lost(client.address(), reason);
    client.worker().schedule(afterNanos, "connection lost", 0, () -> client.ended(this, lost));
  }

  /** The client is gone, or lets go. */
  void abandon() {
    end();
  }

  private void end() {
    over = true;
    up.link().drop(this);
    down.link().drop(this);
    network.closed(this);
  }

  /** A link under it was cut: pings are not answered any more. */
  void starve() {
    if (over || starvedSinceNanos >= 0) {
      return;
    }
    long since = network.simulation().nowNanos();
    starvedSinceNanos = since;
    network
        .simulation()
        .schedule(network.options().silenceNanos(), "silence", 0, () -> checkSilence(since));
  }

  private void checkSilence(long sinceNanos) {
    if (starvedSinceNanos == sinceNanos) {
      breakOff("silent", 0);
    }
  }

  /** A link under it carries again. */
  void released() {
    if (!up.link().isCut() && !down.link().isCut()) {
      starvedSinceNanos = -1;
    }
    up.release();
    down.release();
  }

  boolean isOver() {
    return over;
  }

  boolean leadsTo(String node) {
    return nodeName.equals(node);
  }

  boolean endsAt(SimTransport life) {
    return server == life;
  }
}
