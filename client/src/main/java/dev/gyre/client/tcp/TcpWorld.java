package dev.gyre.client.tcp;

import dev.gyre.client.host.ClientPorts;
import dev.gyre.transport.netty.client.ClientSetup;
import dev.gyre.transport.netty.loop.NodeLoop;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** One event loop with a client's sockets, timers and decisions on it. */
public final class TcpWorld {
  private final NodeLoop loop;
  private final ClientPorts ports;

  private TcpWorld(NodeLoop loop, ClientPorts ports) {
    this.loop = loop;
    this.ports = ports;
  }

  /**
   * Starts the loop.
   *
   * @param name of the client, in the logs of nodes, and of its thread
   * @param network chooses addresses, bounds, encryption
   */
  public static TcpWorld open(String name, UnaryOperator<ClientSetup> network) {
    NodeLoop loop =
        NodeLoop.start(name, failure -> Operators.onErrorDropped(failure, Context.empty()));
    try {
      ClientSetup setup = network.apply(new ClientSetup(loop, name));
      // The seed is secret and wide: a client's number must not meet another's, on any machine.
      SplittableRandom generator = new SplittableRandom(new SecureRandom().nextLong());
      long origin = System.nanoTime();
      ClientPorts ports =
          new ClientPorts(
              setup.open(),
              loop.scheduler(),
              () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - origin),
              generator::nextLong);
      return new TcpWorld(loop, ports);
    } catch (RuntimeException invalid) {
      loop.close().subscribe();
      throw invalid;
    }
  }

  public ClientPorts ports() {
    return ports;
  }

  /** Ends the loop's thread. Close the client first. */
  public Mono<Void> close() {
    return loop.close();
  }
}
