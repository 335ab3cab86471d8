package dev.gyre.transport.sim;

import dev.gyre.core.message.Message;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One direction between two endpoints: what it does to messages, and what it holds. */
public final class SimLink {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final SimNetwork network;
  private final String from;
  private final String to;

  /** {@code n1>n2}, as it stands in traces. */
  private final String name;

  private final Randomness survivals;

  /** What the link is in trouble with, on top of its own weather; in order of coming. */
  private final List<LinkWeather> troubles = new ArrayList<>();

  /** What a clogged link holds, in order. */
  private final Deque<Delivery> held = new ArrayDeque<>();

  private long heldBytes;

  /** Connections over this link, which it wakes and starves. */
  private final Set<SimConnection> connections = new LinkedHashSet<>();

  private LinkWeather weather;
  private int cuts;
  private int clogs;

  /** A slow link is occupied until then. */
  private long busyUntilNanos;

  private long lastSequence;
  private long newestArrived;

  SimLink(SimNetwork network, String from, String to, LinkOptions options) {
    this.network = network;
    this.from = from;
    this.to = to;
    this.name = from + ">" + to;
    Seed seed = network.seed().fork("link " + name);
    this.weather = new LinkWeather(options, seed);
    this.survivals = seed.fork("survival").randomness();
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  public LinkOptions options() {
    return weather.options();
  }

  /** From now on; what is under way arrives as it was drawn. */
  public void options(LinkOptions changed) {
    weather = weather.with(changed);
  }

  /**
   * Worse by so much until it ends: faults come on top, delays add up, the lowest rate counts.
   *
   * @param seed of the trouble, the same for all links that it meets
   */
  public Disturbance trouble(LinkOptions extra, Seed seed) {
    LinkWeather trouble = new LinkWeather(extra, seed.fork(name));
    troubles.add(trouble);
    return new Once(() -> troubles.remove(trouble));
  }

  /** Nothing gets through until it ends. */
  public Disturbance cut() {
    cuts++;
    connections.forEach(SimConnection::starve);
    return new Once(
        () -> {
          cuts--;
          freeConnections();
        });
  }

  /** Everything is held until it ends, then comes at once. */
  public Disturbance clog() {
    clogs++;
    return new Once(
        () -> {
          clogs--;
          release();
          freeConnections();
        });
  }

  /** Ends something at most once. */
  private static final class Once implements Disturbance {
    private final Runnable end;
    private boolean ended;

    private Once(Runnable end) {
      this.end = end;
    }

    @Override
    public void end() {
      if (!ended) {
        ended = true;
        end.run();
      }
    }
  }

  String name() {
    return name;
  }

  boolean isCut() {
    return cuts > 0;
  }

  boolean isStopped() {
    return cuts > 0 || clogs > 0;
  }

  void carry(SimConnection connection) {
    connections.add(connection);
  }

  void drop(SimConnection connection) {
    connections.remove(connection);
  }

  /** A node's message enters. */
  void transmit(SimTransport sender, Message content, byte[] frame) {
    network.effects().count(Effect.SENT);
    long sequence = number(content);
    if (cuts > 0) {
      became(sequence, Effect.CUT_OFF);
      return;
    }
    if (loses()) {
      became(sequence, Effect.LOST);
      return;
    }
    byte[] carried = carried(frame);
    boolean corrupted = carried != frame;
    Delivery message = new Delivery(this, sender, sequence, carried, corrupted);
    if (clogs > 0) {
      hold(message);
      return;
    }
    launch(message, 0);
    duplicate(message, weather);
    for (LinkWeather trouble : troubles) {
      duplicate(message, trouble);
    }
  }

  private boolean loses() {
    boolean lost = weather.loses();
    for (LinkWeather trouble : troubles) {
      lost |= trouble.loses();
    }
    return lost;
  }

  private byte[] carried(byte[] frame) {
    byte[] carried = weather.corrupts() ? weather.flipped(frame) : frame;
    for (LinkWeather trouble : troubles) {
      carried = trouble.corrupts() ? trouble.flipped(frame) : carried;
    }
    return carried;
  }

  private void duplicate(Delivery message, LinkWeather cause) {
    long laterNanos = cause.duplicateNanos();
    if (laterNanos >= 0 && network.current(to) != null) {
      message.became(Effect.DUPLICATED);
      launch(message.again(), laterNanos);
    }
  }

  /** Numbers a message that enters, for those who watch. */
  long number(Message content) {
    long number = ++lastSequence;
    network.observer().sent(from, to, number, content);
    return number;
  }

  /** Counts what was done to the message with this number. */
  void became(long number, Effect what) {
    network.effects().count(what);
    network.observer().became(from, to, number, what);
  }

  void arrives(long number) {
    network.observer().became(from, to, number, Effect.DELIVERED);
  }

  /** How long something of this size is under way from now, and what that does to the link. */
  long delayNanos(int bytes) {
    return drawDelay() + transmissionNanos(bytes);
  }

  /** The arrival of a message on which it was not decided which life gets it. */
  void arriveAtAnyLife(Delivery message) {
    SimTransport life = network.current(to);
    if (life == null) {
      message.became(Effect.NOBODY_THERE);
      return;
    }
    message.addressTo(life);
    life.incoming(0, message);
  }

  void arrived(long sequence) {
    if (sequence < newestArrived) {
      network.effects().count(Effect.REORDERED);
    } else {
      newestArrived = sequence;
    }
  }

  /** Whether a message that its receiver's crash overtakes reaches the next life. */
  boolean survivesCrash() {
    double probability = network.options().reachNextLife();
    return probability > 0 && survivals.chance(probability);
  }

  private void hold(Delivery message) {
    if (heldBytes + message.frame().length > network.options().queuedBytes()) {
      message.became(Effect.OVERFLOWED);
      return;
    }
    message.became(Effect.CLOGGED);
    held.add(message);
    heldBytes += message.frame().length;
  }

  private void release() {
    while (clogs == 0 && !held.isEmpty()) {
      Delivery message = held.remove();
      heldBytes -= message.frame().length;
      if (cuts > 0) {
        message.became(Effect.CUT_OFF);
      } else {
        launch(message, 0);
      }
    }
  }

  private void freeConnections() {
    if (!isStopped()) {
      List<SimConnection> all = new ArrayList<>(connections);
      all.forEach(SimConnection::released);
    }
  }

  private void launch(Delivery message, long extraNanos) {
    int bytes = message.frame().length;
    if (queuedBytes() + bytes > network.options().queuedBytes()) {
      message.became(Effect.OVERFLOWED);
      return;
    }
    long delayNanos = extraNanos + delayNanos(bytes);
    delayNanos += weather.overtakenNanos();
    for (LinkWeather trouble : troubles) {
      delayNanos += trouble.overtakenNanos();
    }
    SimTransport life = network.current(to);
    if (life != null) {
      message.addressTo(life);
      life.incoming(delayNanos, message);
    } else {
      network.toWhomeverRunsThen(delayNanos, message);
    }
  }

  /** What a slow link still has to carry. */
  private long queuedBytes() {
    long rate = bytesPerSecond();
    long waitNanos = busyUntilNanos - network.simulation().nowNanos();
    return rate == LinkOptions.UNLIMITED || waitNanos <= 0
        ? 0
        : (long) (waitNanos * ((double) rate / NANOS_PER_SECOND));
  }

  private long transmissionNanos(int bytes) {
    long rate = bytesPerSecond();
    if (rate == LinkOptions.UNLIMITED) {
      return 0;
    }
    long now = network.simulation().nowNanos();
    if (busyUntilNanos > now) {
      network.effects().count(Effect.SLOWED);
    }
    busyUntilNanos = Math.max(busyUntilNanos, now) + bytes * NANOS_PER_SECOND / rate;
    return busyUntilNanos - now;
  }

  /** The lowest of those that are limited. */
  private long bytesPerSecond() {
    long rate = weather.options().bytesPerSecond();
    for (LinkWeather trouble : troubles) {
      long other = trouble.options().bytesPerSecond();
      if (other != LinkOptions.UNLIMITED) {
        rate = rate == LinkOptions.UNLIMITED ? other : Math.min(rate, other);
      }
    }
    return rate;
  }

  private long drawDelay() {
    long nanos = weather.delayNanos();
    for (LinkWeather trouble : troubles) {
      nanos += trouble.delayNanos();
    }
    return nanos;
  }

  @Override
  public String toString() {
    return name;
  }
}
