package dev.gyre.transport.netty;

import dev.gyre.core.message.Envelope;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.FrameCodec;
import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.frame.Control.Reject;
import dev.gyre.transport.netty.frame.Control.Welcome;
import dev.gyre.transport.netty.frame.RejectReason;
import dev.gyre.transport.netty.frame.Versions;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.ConnectionOwner;
import dev.gyre.transport.netty.link.Dialler;
import dev.gyre.transport.netty.link.HostPort;
import dev.gyre.transport.netty.statistics.Counter;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Our way to one peer: a connection that we dial, and dial again for as long as the peer is a
 * member. We only send on it; the peer sends on the one that it dials.
 *
 * <pre>
 * waiting  --time-->  dialling  --Welcome-->  connected  --lost-->  waiting
 *                     dialling  --failed, refused-->  waiting
 * any      --close-->  closed
 * </pre>
 */
final class PeerLink implements ConnectionOwner {
  private final PeerLinks links;
  private final NodeId peer;
  private final HostPort address;

  /** Set while dialling. */
  private Dialler.@Nullable Attempt attempt;

  /** Set from Welcome to the end. */
  private @Nullable Connection connection;

  /** Set while waiting. */
  private @Nullable Disposable timer;

  /** Attempts since the last Welcome. */
  private int failures;

  private boolean lastingRefusal;
  private boolean unreachableTold;

  /** The last refusal told since the last Welcome. */
  private @Nullable RejectReason refusalTold;

  private boolean closed;

  PeerLink(PeerLinks links, NodeId peer, HostPort address) {
    this.links = links;
    this.peer = peer;
    this.address = address;
  }

  void dial() {
    timer = null;
    if (!closed) {
      attempt = links.dialler().dial(address, links::hello, this, this::unreachable);
    }
  }

  void send(Envelope envelope) {
    Connection open = connection;
    if (open == null) {
      links.context().counters().increment(Counter.DROPPED_DISCONNECTED);
    } else {
      open.send(envelope);
    }
  }

  boolean leadsTo(HostPort other) {
    return address.equals(other);
  }

  @Nullable Connection connection() {
    return connection;
  }

  /** Closes without another word. */
  void close() {
    closed = true;
    if (timer != null) {
      timer.dispose();
    }
    if (attempt != null) {
      attempt.giveUp();
    }
    if (connection != null) {
      connection.closeAfterFlush("this node goes away");
    }
  }

  @Override
  public void handshake(Connection made, Control.Handshake frame) {
    switch (frame) {
      case Welcome welcome when connection == null && !closed -> welcomed(made, welcome);
      case Reject reject -> refused(made, reject);
      case Welcome late -> made.close("a second welcome");
      case Control.Hello hello -> made.close("greeted by whom we dialled");
    }
  }

  private void welcomed(Connection made, Welcome welcome) {
    if (!welcome.node().equals(peer)) {
      String text = address + " is " + welcome.node() + ", not " + peer;
      refused(made, new Reject(RejectReason.WRONG_NODE, text));
      return;
    }
    if (welcome.clusterTag() != links.identity().clusterTag()) {
      refused(made, new Reject(RejectReason.FOREIGN_CLUSTER, address + " is in another cluster"));
      return;
    }
    if (welcome.version() < Versions.OURS.lowest() || welcome.version() > Versions.OURS.highest()) {
      refused(made, new Reject(RejectReason.VERSION, "it chose version " + welcome.version()));
      return;
    }
    Reject unfit =
        links.admission().refuseStanding(welcome.from(), welcome.epoch(), welcome.standing());
    if (unfit != null) {
      unfit(made, unfit);
      return;
    }
    attempt = null;
    failures = 0;
    unreachableTold = false;
    refusalTold = null;
    lastingRefusal = false;
    connection = made;
    FrameCodec codec =
        new FrameCodec(welcome.clusterTag(), links.context().limits().frames().messageBytes());
    made.establish(codec);
    links.tell(new TransportEvent.PeerConnected(peer, welcome.life(), address.toString()));
  }

  private void refused(Connection made, Reject reject) {
    links.context().counters().increment(Counter.DIALS_REFUSED);
    if (refusalTold != reject.reason()) {
      refusalTold = reject.reason();
      unreachableTold = true;
      links.tell(
          new TransportEvent.PeerRefusedUs(
              peer, address.toString(), reject.reason(), reject.text()));
    }
    lastingRefusal = reject.reason().isLasting();
    made.close("refused: " + reject.text());
  }

  /** The peer would have us, and we will not have it. */
  private void unfit(Connection made, Reject reject) {
    links.context().counters().increment(Counter.REJECTED);
    if (refusalTold != reject.reason()) {
      refusalTold = reject.reason();
      unreachableTold = true;
      links.tell(
          new TransportEvent.PeerUnfit(peer, address.toString(), reject.reason(), reject.text()));
    }
    lastingRefusal = true;
    made.close("refused: " + reject.text());
  }

  @Override
  public void message(Connection made, Envelope envelope, int bytes) {
    made.close("a message on the connection that only we send on");
  }

  /** What we would send now is lost on the other side: stop, and look for its next life. */
  @Override
  public void goingAway(Connection made) {
    made.closeAfterFlush("the peer goes away");
  }

  @Override
  public void unsent(Connection made, Envelope envelope) {}

  @Override
  public void closed(Connection made, String reason) {
    boolean wasConnected = made == connection;
    connection = null;
    if (wasConnected) {
      links.tell(new TransportEvent.PeerLost(peer, reason));
      retry();
    } else {
      unreachable(reason);
    }
  }

  private void unreachable(String reason) {
    if (!unreachableTold && !closed) {
      unreachableTold = true;
      links.tell(new TransportEvent.PeerUnreachable(peer, address.toString(), reason));
    }
    retry();
  }

  private void retry() {
    attempt = null;
    if (closed) {
      return;
    }
    failures++;
    double draw = links.random().nextDouble();
    int delay =
        lastingRefusal
            ? links.redial().longestMillis(draw)
            : links.redial().delayMillis(failures, draw);
    timer = links.context().loop().after(delay, this::dial);
  }
}
