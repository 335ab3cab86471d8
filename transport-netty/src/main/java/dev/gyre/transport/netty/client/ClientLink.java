package dev.gyre.transport.netty.client;

import dev.gyre.core.host.LinkEvent;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.Control.Reject;
import dev.gyre.transport.netty.frame.Control.Welcome;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.frame.Versions;
import dev.gyre.transport.netty.frame.Weight;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.ConnectionOwner;
import dev.gyre.transport.netty.link.Dialler;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.statistics.Counter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * A client's link to one node.
 *
 * <pre>
 * idle       --connect, send-->  dialling           messages wait
 * dialling   --Welcome-->        connected          Connected; the waiting messages go
 * dialling   --failed, Reject--> resting            Lost or Refused; the waiting are NotSent
 * connected  --lost-->           idle               Lost
 * connected  --GoAway-->         idle               GoingAway; answers still come
 * resting    --connect-->        resting            dials when rested
 * resting    --send-->           resting            NotSent
 * resting    --time-->           idle, or dialling  if a connect waited
 * </pre>
 */
final class ClientLink implements ConnectionOwner {
  private final ClientLinks links;
  private final String address;
  private final HostPort target;

  /** What waits for the link to be made, bounded in number and bytes. */
  private final Deque<Envelope> waiting = new ArrayDeque<>();

  private long waitingBytes;

  /** Set while dialling. */
  private Dialler.@Nullable Attempt attempt;

  /** Set while connected. */
  private @Nullable Connection connection;

  /** Those over which nothing is asked any more, but answers are due. */
  private final Set<Connection> leaving = new LinkedHashSet<>();

  /** Set while resting. */
  private @Nullable Disposable rest;

  private boolean connectWanted;

  /** Attempts since the last Welcome. */
  private int failures;

  /** Why the attempt under way ended, when the node said so. */
  private @Nullable Reject refusal;

  ClientLink(ClientLinks links, String address, HostPort target) {
    this.links = links;
    this.address = address;
    this.target = target;
  }

  void connect() {
    if (rest != null) {
      connectWanted = true;
    } else if (connection == null && attempt == null) {
      refusal = null;
      attempt = links.dialler().dial(target, links::hello, this, this::failed);
    }
  }

  void send(Envelope envelope) {
    Connection open = connection;
    if (open != null) {
      if (!open.send(envelope)) {
        notSent(envelope, "the link to " + address + " is full, or the message is too large");
      }
    } else if (rest != null) {
      notSent(envelope, address + " could not be reached a moment ago");
    } else if (mayWait(envelope)) {
      connect();
    } else {
      links.context().counters().increment(Counter.DROPPED_SLOW);
      notSent(envelope, "too much waits for the link to " + address);
    }
  }

  private boolean mayWait(Envelope envelope) {
    long bytes = Weight.of(envelope.message());
    if (waiting.size() >= links.options().connections().waitingMessages()
        || waitingBytes + bytes > links.options().queuedBytes()) {
      return false;
    }
    waiting.add(envelope);
    waitingBytes += bytes;
    return true;
  }

  private void notSent(Envelope envelope, String reason) {
    links.later(new LinkEvent.NotSent(address, envelope, reason));
  }

  boolean hasSentAll() {
    Connection open = connection;
    return open == null ? waiting.isEmpty() : open.queuedBytes() == 0;
  }

  void close() {
    if (rest != null) {
      rest.dispose();
    }
    if (attempt != null) {
      attempt.giveUp();
    }
    if (connection != null) {
      connection.send(new Control.GoAway());
      connection.closeAfterFlush("the client is closed");
    }
    leaving.forEach(left -> left.closeAfterFlush("the client is closed"));
  }

  @Override
  public void handshake(Connection made, Control.Handshake frame) {
    switch (frame) {
      case Welcome welcome when attempt != null -> welcomed(made, welcome);
      case Reject reject -> refused(made, reject);
      case Welcome late -> made.close("a second welcome");
      case Control.Hello hello -> made.close("greeted by whom we dialled");
    }
  }

  private void welcomed(Connection made, Welcome welcome) {
    if (!links.joins(welcome.clusterTag())) {
      refused(made, new Reject(RejectReason.FOREIGN_CLUSTER, address + " is in another cluster"));
      return;
    }
    if (welcome.version() < Versions.OURS.lowest() || welcome.version() > Versions.OURS.highest()) {
      refused(made, new Reject(RejectReason.VERSION, "it chose version " + welcome.version()));
      return;
    }
    attempt = null;
    failures = 0;
    connection = made;
    made.establish(
        new FrameCodec(welcome.clusterTag(), links.context().limits().frames().messageBytes()));
    links.tell(
        new LinkEvent.Connected(
            address, welcome.node(), welcome.life(), welcome.epoch(), welcome.stamp()));
    waitingBytes = 0;
    Envelope next = waiting.poll();
    while (next != null) {
      send(next);
      next = waiting.poll();
    }
  }

  private void refused(Connection made, Reject reject) {
    links.context().counters().increment(Counter.DIALS_REFUSED);
    refusal = reject;
    made.close("refused: " + reject.text());
  }

  @Override
  public void message(Connection made, Envelope envelope, int bytes) {
    switch (envelope.message()) {
      case Message.Answer answer -> links.tell(new LinkEvent.Received(address, envelope));
      case Message.TopologyIs topology -> links.tell(new LinkEvent.Received(address, envelope));
      case Message.Ask notForClients -> made.close("a node that asks a client");
      case Message.ToReplica notForClients -> made.close("a node that asks a client");
      case Message.FromReplica notForClients -> made.close("a node that takes us for a node");
      case Gossip.Report report -> links.tell(new LinkEvent.Received(address, envelope));
      case Gossip notForClients -> made.close("a node that takes us for a node");
    }
  }

  /** The old connection stays for the answers that are due; the next command dials anew. */
  @Override
  public void goingAway(Connection made) {
    if (made == connection) {
      connection = null;
      leaving.add(made);
      links.tell(new LinkEvent.GoingAway(address));
    }
  }

  @Override
  public void unsent(Connection made, Envelope envelope) {
    notSent(envelope, "the node did not take the whole message");
  }

  @Override
  public void closed(Connection made, String reason) {
    boolean wasConnected = made == connection;
    if (wasConnected) {
      connection = null;
    }
    if (wasConnected || leaving.remove(made)) {
      links.tell(new LinkEvent.Lost(address, reason));
    } else {
      failed(reason);
    }
  }

  private void failed(String reason) {
    attempt = null;
    failures++;
    Reject rejected = refusal;
    double draw = links.random().nextDouble();
    boolean lasting = rejected != null && rejected.reason().isLasting();
    int delay =
        lasting
            ? links.options().redial().longestMillis(draw)
            : links.options().redial().delayMillis(failures, draw);
    rest = links.context().loop().after(delay, this::rested);
    Deque<Envelope> hopeless = new ArrayDeque<>(waiting);
    waiting.clear();
    waitingBytes = 0;
    for (Envelope envelope : hopeless) {
      notSent(envelope, address + ": " + (rejected == null ? reason : rejected.text()));
    }
    links.later(
        rejected == null
            ? new LinkEvent.Lost(address, reason)
            : new LinkEvent.Refused(address, rejected.text(), lasting));
  }

  private void rested() {
    rest = null;
    if (connectWanted) {
      connectWanted = false;
      connect();
    }
  }
}
