package dev.gyre.core.node;

import dev.gyre.core.cell.Seen;
import dev.gyre.core.coordinate.Forward;
import dev.gyre.core.coordinate.Get;
import dev.gyre.core.coordinate.Protocol;
import dev.gyre.core.coordinate.Route;
import dev.gyre.core.coordinate.Write;
import dev.gyre.core.machine.Liveness;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import org.jspecify.annotations.Nullable;

/**
 * Where an eventual command runs: a get here, from whichever owners are asked; a write at an owner,
 * at this node if it is one.
 */
final class Eventual {
  private final Protocol protocol;
  private final Ring ring;
  private final Liveness liveness;

  Eventual(Protocol protocol, Ring ring, Liveness liveness) {
    this.protocol = protocol;
    this.ring = ring;
    this.liveness = liveness;
  }

  /** {@code stampMillis}: this node's hybrid logical time. */
  Step start(
      RequestId id, Command.OnKey command, @Nullable Seen seen, long nowMillis, long stampMillis) {
    NodeId self = protocol.self();
    Array<NodeId> owners = ring.owners(command.key());
    Array<NodeId> order = Reachability.order(owners, self, id.sequence(), liveness);
    return switch (command) {
      case Command.Get get -> Get.start(protocol, id, get, order, nowMillis, stampMillis);
      case Command.Write write -> {
        Route route = Reachability.route(order, ring.fallbacks(command.key()), liveness);
        yield owners.contains(self)
            ? Write.start(protocol, id, write, seen, route, nowMillis)
            : Forward.start(protocol, id, write, seen, route, nowMillis);
      }
    };
  }
}
