package dev.gyre.client;

import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.message.ContextToken;

/**
 * A write is durable on as many owners as was asked for.
 *
 * @param context covers this write: a next write after it replaces it, without a reading in between
 * @param attempts how often it was sent; more than once still means written once
 * @param version that a linearizable write created, for a next compare-and-set; NONE after an
 *     eventual write
 */
public record Receipt(ContextToken context, int attempts, Ballot version) {
  /** Of an eventual write. */
  public Receipt(ContextToken context, int attempts) {
    this(context, attempts, Ballot.NONE);
  }
}
