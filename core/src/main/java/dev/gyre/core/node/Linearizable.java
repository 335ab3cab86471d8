package dev.gyre.core.node;

import dev.gyre.core.coordinate.Agreement;
import dev.gyre.core.coordinate.Forward;
import dev.gyre.core.coordinate.ForwardedGet;
import dev.gyre.core.coordinate.Protocol;
import dev.gyre.core.coordinate.Route;
import dev.gyre.core.coordinate.Survey;
import dev.gyre.core.machine.Liveness;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;

/**
 * Where a linearizable command runs. A get runs at any owner. A write runs at the first live owner
 * in the key's preference list, where it waits for its turn: so writes of one key meet at one node
 * instead of preempting each other from several. Only a hint: whoever is handed a command runs it.
 */
final class Linearizable {
  private final Protocol protocol;
  private final Liveness liveness;
  private final Turns turns;

  Linearizable(Protocol protocol, Liveness liveness, Turns turns) {
    this.protocol = protocol;
    this.liveness = liveness;
    this.turns = turns;
  }

  /**
   * @param owners in the order of preference
   * @param isForwarded whether another node handed it over: then it runs here
   */
  Step start(
      RequestId id,
      Command.OnKey command,
      Array<NodeId> owners,
      boolean isForwarded,
      long nowMillis) {
    NodeId self = protocol.self();
    NodeId best =
        switch (command) {
          case Command.Get get -> self;
          case Command.Write write -> Reachability.first(owners, liveness);
        };
    if (!owners.contains(self) || (!isForwarded && !best.equals(self))) {
      return elsewhere(id, command, owners, nowMillis);
    }
    return switch (command) {
      case Command.Get get -> Survey.start(protocol, id, get, owners, nowMillis);
      case Command.Write write -> {
        Agreement.Queueing queueing = Agreement.queueing(protocol, id, write, owners, nowMillis);
        yield turns.enter(write.key(), id) ? queueing.begin(nowMillis) : queueing.await(nowMillis);
      }
    };
  }

  private Step elsewhere(
      RequestId id, Command.OnKey command, Array<NodeId> owners, long nowMillis) {
    Array<NodeId> others = Reachability.preferred(owners, protocol.self(), liveness);
    return switch (command) {
      case Command.Get get -> ForwardedGet.start(protocol, id, get, others, nowMillis);
      case Command.Write write -> {
        Route route = Reachability.route(others, Array.empty(), liveness);
        yield Forward.start(protocol, id, write, null, route, nowMillis);
      }
    };
  }
}
