package dev.gyre.client.machine;

import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session at one moment.
 *
 * @param topology null before the first node told it
 * @param running calls accepted and not yet ended
 * @param waiting those of them that no link has taken
 */
public record SessionStatus(
    @Nullable Topology topology, List<LinkStatus> links, int running, int waiting, Counts counts) {

  /**
   * One address.
   *
   * @param node who answered there last, null if nobody ever did
   * @param isUp takes requests
   * @param problem why it does not; empty when it does
   */
  public record LinkStatus(
      String address, @Nullable NodeId node, boolean isUp, int inFlight, String problem) {}

  /**
   * Totals since the start.
   *
   * @param asked requests accepted
   * @param refused requests that were turned away because too many were waiting, or for closing
   * @param retries attempts beyond each request's first
   * @param connectionsLost links that broke or could not be made
   */
  public record Counts(long asked, long refused, long retries, long connectionsLost) {}
}
