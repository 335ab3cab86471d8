package dev.gyre.transport.sim;

import dev.gyre.sim.SimWorker;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: everything arrives, in order, unless the connection ends. */
final class Pipe {
  private final SimNetwork network;
  private final SimLink link;
  private final SimConnection connection;

  /** What a stopped link holds up, in order. */
  private final Deque<Segment> held = new ArrayDeque<>();

  private long heldBytes;

  /** Where segments arrive; null while no node is known: then they belong to the world. */
  private @Nullable SimWorker target;

  private long lastArrivalNanos;

  Pipe(SimNetwork network, SimLink link, SimConnection connection, @Nullable SimWorker target) {
    this.network = network;
    this.link = link;
    this.connection = connection;
    this.target = target;
  }

  /**
   * @param payload stands for the content in the trace
   */
  private record Segment(int bytes, long payload, Runnable arrival) {}

  SimLink link() {
    return link;
  }

  void leadsTo(SimWorker worker) {
    target = worker;
  }

  void send(int bytes, long payload, Runnable arrival) {
    Segment segment = new Segment(bytes, payload, arrival);
    if (!link.isStopped() && held.isEmpty()) {
      launch(segment);
    } else if (heldBytes + bytes > network.options().queuedBytes()) {
      network.effects().count(Effect.OVERFLOWED);
    } else {
      network.effects().count(link.isCut() ? Effect.CUT_OFF : Effect.CLOGGED);
      held.add(segment);
      heldBytes += bytes;
    }
  }

  void release() {
    while (!link.isStopped() && !held.isEmpty()) {
      Segment segment = held.remove();
      heldBytes -= segment.bytes;
      launch(segment);
    }
  }

  private void launch(Segment segment) {
    long now = network.simulation().nowNanos();
    lastArrivalNanos = Math.max(lastArrivalNanos, now + link.delayNanos(segment.bytes));
    long delayNanos = lastArrivalNanos - now;
    Runnable arrival = () -> arrive(segment);
    if (target == null) {
      network.simulation().schedule(delayNanos, link.name(), segment.payload, arrival);
    } else {
      target.schedule(delayNanos, link.name(), segment.payload, arrival);
    }
  }

  private void arrive(Segment segment) {
    if (!connection.isOver()) {
      segment.arrival.run();
    }
  }
}
