package dev.gyre.core.host;

import dev.gyre.core.message.Envelope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A client's links to nodes, one to each address it uses. Unlike between nodes nothing comes twice,
 * and what is lost is lost with the link, which is told. Small messages may overtake large ones.
 *
 * <p>All methods are called on the client's worker, and events arrive there, never from within a
 * call.
 */
public interface Links {

  /**
   * Makes the link to {@code host:port} unless there is one. Ends in {@link LinkEvent.Connected},
   * {@link LinkEvent.Refused} or {@link LinkEvent.Lost}; nothing is tried again by itself. For a
   * short and growing time after a failure the next attempt waits.
   */
  void connect(String address);

  /**
   * Sends over the link, making it first if need be: messages wait for it, within bounds. Never
   * blocks, never throws for the node's sake; {@link LinkEvent.NotSent} tells of what certainly did
   * not arrive.
   */
  void send(String address, Envelope envelope);

  /** Subscribed to exactly once; completes on close. */
  Flux<LinkEvent> inbound();

  /** Sends what is queued and closes all links. */
  Mono<Void> close();
}
