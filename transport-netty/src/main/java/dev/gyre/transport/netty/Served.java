package dev.gyre.transport.netty;

import dev.gyre.core.host.Client;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.ring.Topology;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The node behind the listener, once it serves. All are called on the loop.
 *
 * @param client answers what clients ask
 * @param topology as the node knows it now
 * @param stamp the node's hybrid logical clock
 * @param members as the node sees them now
 */
public record Served(
    Client client,
    Supplier<Topology> topology,
    LongSupplier stamp,
    Supplier<Gossip.Report> members) {

  /** By a node that watches no others. */
  public Served(Client client, Supplier<Topology> topology, LongSupplier stamp) {
    this(client, topology, stamp, () -> new Gossip.Report(List.of()));
  }
}
