package dev.gyre.transport.netty;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.RequestId;
import dev.gyre.transport.netty.frame.ByteBudget;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.ConnectionOwner;
import dev.gyre.transport.netty.statistics.Counter;
import dev.gyre.transport.netty.statistics.Counters;

/**
 * A connection that a client made to us: its commands go to the node, the outcomes back under the
 * client's own ids, in whatever order they come.
 */
final class ClientSession implements ConnectionOwner {
  private final Listener listener;
  private final String name;
  private final Connection connection;
  private final ByteBudget askBytes;
  private final int mostAsks;

  /** Commands that the node has not answered. */
  private int unanswered;

  /** The newest epoch that this client was told. */
  private int toldEpoch;

  ClientSession(Listener listener, String name, Connection connection) {
    this.listener = listener;
    this.name = name;
    this.connection = connection;
    this.askBytes = listener.transport().askBytes();
    this.mostAsks = listener.transport().options().connections().asksPerClient();
  }

  String name() {
    return name;
  }

  Connection connection() {
    return connection;
  }

  int unanswered() {
    return unanswered;
  }

  /** Once for each epoch: an old client may have many commands under way. */
  void tellTopologyIfOlder(int epoch) {
    Topology topology = listener.transport().topology();
    if (epoch < topology.epoch() && toldEpoch < topology.epoch()) {
      toldEpoch = topology.epoch();
      send(new Message.TopologyIs(topology));
    }
  }

  @Override
  public void handshake(Connection from, Control.Handshake frame) {
    from.close("a handshake after the handshake");
  }

  @Override
  public void message(Connection from, Envelope envelope, int bytes) {
    switch (envelope.message()) {
      case Message.Ask ask -> {
        tellTopologyIfOlder(envelope.epoch());
        asked(ask, bytes);
      }
      case Message.ToReplica notForClients -> from.close("a client that speaks as a node");
      case Message.FromReplica notForClients -> from.close("a client that speaks as a node");
      case Message.Answer notForClients -> from.close("a client that speaks as a node");
      case Message.TopologyIs notForClients -> from.close("a client that speaks as a node");
      case Gossip.Sync question when question.updates().isEmpty() -> report();
      case Gossip notForClients -> from.close("a client that speaks as a node");
    }
  }

  /** Somebody wants to know how the node sees the members. */
  private void report() {
    Served served = listener.transport().served();
    if (served != null) {
      send(served.members().get());
    }
  }

  private void asked(Message.Ask ask, int bytes) {
    Counters counters = listener.context().counters();
    counters.increment(Counter.ASKS);
    Served served = listener.transport().served();
    if (served == null) {
      refuse(ask.id(), Refusal.NOT_SERVING, "the node does not serve now");
    } else if (unanswered >= mostAsks) {
      refuse(ask.id(), Refusal.BUSY, "this connection has " + unanswered + " commands under way");
    } else if (!askBytes.tryTake(bytes)) {
      refuse(ask.id(), Refusal.BUSY, "the node has all the bytes of commands that it takes");
    } else {
      unanswered++;
      served.client().ask(ask.command(), outcome -> answered(ask.id(), outcome, bytes));
    }
  }

  private void refuse(RequestId id, Refusal refusal, String detail) {
    listener.context().counters().increment(Counter.ASKS_REFUSED);
    send(new Message.Answer(id, new Outcome.NotApplied(refusal, detail)));
  }

  private void answered(RequestId id, Outcome outcome, int bytes) {
    unanswered--;
    askBytes.giveBack(bytes);
    send(new Message.Answer(id, outcome));
    listener.transport().maybeDrained();
  }

  private void send(Message message) {
    if (connection.isOpen()) {
      NettyTransport transport = listener.transport();
      connection.send(new Envelope(transport.topology().epoch(), transport.stamp(), message));
    }
  }

  @Override
  public void goingAway(Connection from) {
    from.closeAfterFlush("the client goes away");
  }

  @Override
  public void unsent(Connection from, Envelope envelope) {}

  /** The node still finishes what it was asked; nobody hears the answers. */
  @Override
  public void closed(Connection from, String reason) {
    listener.leave(this);
    listener.ended(from, "client " + name, reason);
  }
}
