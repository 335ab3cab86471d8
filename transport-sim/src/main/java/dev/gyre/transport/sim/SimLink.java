package dev.gyre.transport.sim;

import dev.gyre.core.message.Message;
import dev.gyre.core.value.NodeId;
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
  private static final int MOST_FLIPS = 3;

  private final SimNetwork network;
  private final String from;
  private final String to;

  /** {@code n1>n2}, as it stands in traces. */
  private final String name;

  private final Randomness delays;
  private final Randomness losses;
  private final Randomness duplications;
  private final Randomness reorderings;
  private final Randomness corruptions;
  private final Randomness survivals;

  /** What a clogged link holds, in order. */
  private final Deque<Delivery> held = new ArrayDeque<>();

  private long heldBytes;

  /** Connections over this link, which it wakes and starves. */
  private final Set<SimConnection> connections = new LinkedHashSet<>();

  private LinkOptions options;
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
    this.options = options;
    Seed seed = network.seed().fork("link " + name);
    this.delays = seed.fork("delay").randomness();
    this.losses = seed.fork("loss").randomness();
    this.duplications = seed.fork("duplication").randomness();
    this.reorderings = seed.fork("reordering").randomness();
    this.corruptions = seed.fork("corruption").randomness();
    this.survivals = seed.fork("survival").randomness();
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  public LinkOptions options() {
    return options;
  }

  /** From now on; what is under way arrives as it was drawn. */
  public void options(LinkOptions changed) {
    options = changed;
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
  void transmit(NodeId sender, Message content, byte[] frame) {
    network.effects().count(Effect.SENT);
    long sequence = number(content);
    if (cuts > 0) {
      became(sequence, Effect.CUT_OFF);
      return;
    }
    if (chance(losses, options.loss())) {
      became(sequence, Effect.LOST);
      return;
    }
    boolean corrupted = chance(corruptions, options.corruption());
    Delivery message =
        new Delivery(this, sender, sequence, corrupted ? flipped(frame) : frame, corrupted);
    if (clogs > 0) {
      hold(message);
      return;
    }
    launch(message, 0);
    LinkOptions.Duplication duplication = options.duplication();
    boolean twice = chance(duplications, duplication.probability());
    if (twice && network.current(to) != null) {
      message.became(Effect.DUPLICATED);
      launch(message.again(), duplications.nextLong(duplication.withinNanos()));
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
    return chance(survivals, network.options().reachNextLife());
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
    LinkOptions.Reordering reordering = options.reordering();
    if (chance(reorderings, reordering.probability())) {
      delayNanos += reorderings.nextLong(reordering.withinNanos());
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
    long rate = options.bytesPerSecond();
    long waitNanos = busyUntilNanos - network.simulation().nowNanos();
    return rate == LinkOptions.UNLIMITED || waitNanos <= 0
        ? 0
        : (long) (waitNanos * ((double) rate / NANOS_PER_SECOND));
  }

  private long transmissionNanos(int bytes) {
    long rate = options.bytesPerSecond();
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

  private long drawDelay() {
    LinkOptions.Delay delay = options.delay();
    long spread = delay.meanNanos() - delay.minNanos();
    if (spread == 0) {
      return delay.minNanos();
    }
    long drawn = delay.minNanos() + (long) delays.exponential(spread);
    return Math.min(drawn, delay.maxNanos());
  }

  /** Draws only for a fault that may happen, each from its own stream. */
  private static boolean chance(Randomness stream, double probability) {
    return probability > 0 && stream.chance(probability);
  }

  /** Up to three bits: CRC-32C finds any so few in frames of our sizes (Koopman, DSN 2002). */
  private byte[] flipped(byte[] frame) {
    byte[] copy = frame.clone();
    int bits = copy.length * Byte.SIZE;
    int flips = 1 + corruptions.nextInt(MOST_FLIPS);
    int bit = corruptions.nextInt(bits);
    for (int i = 0; i < flips; i++) {
      copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      // Steps of less than a third of the frame: no bit is flipped back.
      bit = (bit + 1 + corruptions.nextInt(bits / MOST_FLIPS - 1)) % bits;
    }
    return copy;
  }

  @Override
  public String toString() {
    return name;
  }
}
