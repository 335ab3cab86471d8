package dev.gyre.transport.sim;

import dev.gyre.core.message.Message;
import dev.gyre.sim.SimWorker;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: everything arrives, in order, unless the connection ends. */
final class Pipe {
  private static final long NO_MESSAGE = -1;

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
   * @param number of a message, for those who watch; {@link #NO_MESSAGE} for the rest
   * @param payload stands for the content in the trace
   */
  private record Segment(int bytes, long number, long payload, Runnable arrival) {}

  SimLink link() {
    return link;
  }

  void leadsTo(SimWorker worker) {
    target = worker;
  }

  /** Something that is no message: a greeting, an end. */
  void send(long payload, Runnable arrival) {
    send(new Segment(0, NO_MESSAGE, payload, arrival));
  }

  void send(Message message, byte[] frame, Runnable arrival) {
    long number = link.number(message);
    send(new Segment(frame.length, number, Delivery.payload(frame), arrival));
  }

  private void send(Segment segment) {
    int bytes = segment.bytes;
    if (!link.isStopped() && held.isEmpty()) {
      launch(segment);
    } else if (heldBytes + bytes > network.options().queuedBytes()) {
      count(segment, Effect.OVERFLOWED);
    } else {
      count(segment, link.isCut() ? Effect.CUT_OFF : Effect.CLOGGED);
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
    if (connection.isOver()) {
      if (segment.number != NO_MESSAGE) {
        network.observer().became(link.from(), link.to(), segment.number, Effect.LOST);
      }
      return;
    }
    if (segment.number != NO_MESSAGE) {
      link.arrives(segment.number);
    }
    segment.arrival.run();
  }

  private void count(Segment segment, Effect what) {
    if (segment.number == NO_MESSAGE) {
      network.effects().count(what);
    } else {
      link.became(segment.number, what);
    }
  }
}
