package dev.gyre.core.host;

import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import reactor.core.publisher.Mono;

/**
 * The cells of one node. Requests run in the order in which they were handed over, each atomically
 * on its cell, by {@code replica.Replica}.
 *
 * <p>All methods are called on the node's worker, and completions are called there.
 */
public interface Storage {

  /** Told how a request went. Neither method throws. */
  interface Completion {
    /**
     * The cell has changed in memory; nothing is durable. Called at most once, before {@link
     * #durable}, and only for a {@link Reply.Minted}.
     */
    void applied(Reply.Minted minted);

    /**
     * The reply, and every state that it exposes is durable: what the request wrote, or, for a
     * read, what it met. Called exactly once, unless the node fails first. Never a {@link
     * Reply.Minted}: a mint ends in {@link Reply.Stored}.
     */
    void durable(Reply reply);
  }

  /**
   * Runs a request. A cell that fails its checksum answers {@link Reply.Refused}, never its
   * content.
   */
  void apply(Request request, Completion completion);

  /**
   * Errors when storage cannot go on (a failed force, a full disk in a commit): the node must stop
   * serving, and nothing unanswered will be answered. Never completes otherwise.
   */
  Mono<Void> failure();

  /**
   * Finishes what was handed over, writes a checkpoint and the mark of a clean shutdown: the next
   * start is the same life and continues after {@code lastSequence}.
   */
  Mono<Void> close(long lastSequence);
}
