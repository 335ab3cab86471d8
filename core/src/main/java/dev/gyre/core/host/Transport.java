package dev.gyre.core.host;

import dev.gyre.core.machine.Event;
import dev.gyre.core.message.Envelope;
import dev.gyre.core.value.NodeId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries messages between the nodes of one cluster. It may lose, delay, reorder and (in the
 * simulator) duplicate them; it never alters one, never makes one up, and delivers none of another
 * cluster. Copies of one message reach one life of its receiver alone: a connection does not
 * outlive a process, and nothing is sent again over the next.
 */
public interface Transport {

  /**
   * Hands a message over and returns at once. Never blocks, never throws for the peer's sake: an
   * unknown, absent or slow peer means that the message is lost, which is the protocol's business.
   * Called on the node's worker; what is sent in one turn of the worker may leave in one flush.
   */
  void send(NodeId to, Envelope envelope);

  /**
   * Messages for this node, delivered on the node's worker. Subscribed to exactly once; completes
   * on close.
   */
  Flux<Event.Received> inbound();

  /**
   * The longest message it carries, as a frame in bytes; a longer one is lost. At least {@code
   * FrameCodec.bytesFor} the limits of cells, or the node does not start.
   */
  int messageBytes();

  /** Sends what is queued, tells peers that this node goes away, and closes. */
  Mono<Void> close();
}
