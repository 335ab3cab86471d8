package dev.gyre.transport.netty;

import dev.gyre.transport.netty.frame.Control;
import dev.gyre.transport.netty.link.Connection;
import dev.gyre.transport.netty.link.LinkContext;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * How a node leaves without breaking what it promised:
 *
 * <pre>
 * present --begin--> finishing: no new connection; clients are told; commands are being answered
 * finishing --all answered, or too late--> flushing: peers are told; queues empty
 * flushing --all empty, or too late--> gone: everything is closed
 * </pre>
 */
final class Departure {
  private enum Phase {
    PRESENT,
    FINISHING,
    FLUSHING,
    GONE
  }

  private static final int LOOK_MILLIS = 5;

  private final LinkContext context;
  private final Listener listener;
  private final PeerLinks peers;
  private final Runnable departed;
  private final Sinks.Empty<Void> over = Sinks.empty();
  private Phase phase = Phase.PRESENT;
  private int looksLeft;

  Departure(LinkContext context, Listener listener, PeerLinks peers, Runnable departed) {
    this.context = context;
    this.listener = listener;
    this.peers = peers;
    this.departed = departed;
  }

  boolean hasBegun() {
    return phase != Phase.PRESENT;
  }

  Mono<Void> over() {
    return over.asMono();
  }

  void begin() {
    if (phase != Phase.PRESENT) {
      return;
    }
    listener.stopListening();
    for (ClientSession client : listener.clients()) {
      client.connection().send(new Control.GoAway());
    }
    enter(Phase.FINISHING);
    look();
    lookAgain();
  }

  /** Goes on when the phase has done its work. Called at each answer, and now and then. */
  void look() {
    if (phase == Phase.FINISHING && (looksLeft <= 0 || allAnswered())) {
      for (Connection peer : peers.connections()) {
        peer.send(new Control.GoAway());
      }
      enter(Phase.FLUSHING);
    }
    if (phase == Phase.FLUSHING && (looksLeft <= 0 || allSent())) {
      phase = Phase.GONE;
      close();
    }
  }

  private void lookAgain() {
    context
        .loop()
        .after(
            LOOK_MILLIS,
            () -> {
              looksLeft--;
              look();
              if (phase != Phase.GONE) {
                lookAgain();
              }
            });
  }

  private void enter(Phase next) {
    phase = next;
    looksLeft = context.timing().drainMillis() / LOOK_MILLIS;
  }

  private boolean allAnswered() {
    return listener.clients().stream().allMatch(client -> client.unanswered() == 0);
  }

  private boolean allSent() {
    List<Connection> all = new ArrayList<>(listener.connections());
    all.addAll(peers.connections());
    return all.stream().allMatch(connection -> connection.queuedBytes() == 0);
  }

  private void close() {
    peers.close();
    for (Connection connection : listener.connections()) {
      connection.closeAfterFlush("this node goes away");
    }
    departed.run();
    context.loop().runLater(() -> over.tryEmitEmpty());
  }
}
