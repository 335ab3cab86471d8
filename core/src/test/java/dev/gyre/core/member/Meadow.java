package dev.gyre.core.member;

import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Moment;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Gossip.State;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiPredicate;

/** Memberships that talk to each other, in virtual time: nothing but the machines. */
final class Meadow {
  private static final int DELAY_MILLIS = 20;

  private final Random random;
  private final List<Flock> members = new ArrayList<>();
  private final PriorityQueue<Happening> queue = new PriorityQueue<>();
  private long nowMillis;
  private long happenings;

  /** Whether a message from one to another gets through. */
  BiPredicate<Integer, Integer> passes = (from, to) -> true;

  private record Happening(long atMillis, long order, Runnable action)
      implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int byTime = Long.compare(atMillis, other.atMillis);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** One node: its machine, and its timer. */
  private static final class Flock {
    private Membership machine;
    private boolean up;
    private int life;
    private long armed;

    /** What waits while it stands still; null while it runs. */
    private List<Runnable> waiting;
  }

  Meadow(int size, long seed) {
    this.random = new Random(seed);
    for (int i = 0; i < size; i++) {
      members.add(new Flock());
    }
    for (int i = 1; i <= size; i++) {
      start(i);
    }
  }

  int size() {
    return members.size();
  }

  Membership machine(int node) {
    return members.get(node - 1).machine;
  }

  void start(int node) {
    Flock flock = members.get(node - 1);
    flock.life++;
    flock.up = true;
    flock.machine = Machines.of(node, members.size(), flock.life);
    carryOut(node, flock.machine.start(now()));
  }

  void crash(int node) {
    members.get(node - 1).up = false;
  }

  void leave(int node) {
    carryOut(node, machine(node).leave());
    crash(node);
  }

  void pause(int node) {
    members.get(node - 1).waiting = new ArrayList<>();
  }

  void resume(int node) {
    Flock flock = members.get(node - 1);
    List<Runnable> waiting = flock.waiting;
    flock.waiting = null;
    waiting.forEach(Runnable::run);
  }

  void runFor(long millis) {
    long until = nowMillis + millis;
    while (!queue.isEmpty() && queue.peek().atMillis <= until) {
      Happening next = queue.poll();
      nowMillis = next.atMillis;
      next.action.run();
    }
    nowMillis = until;
  }

  /** Whether each that runs believes of each other what is so. */
  String disagreement() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= size(); i++) {
      if (!members.get(i - 1).up) {
        continue;
      }
      for (MemberStatus status : machine(i).members()) {
        boolean up = members.get(status.member().id().number() - 1).up;
        if (up != (status.belief().state() == State.ALIVE)) {
          text.append("n" + i + " believes " + status + "; ");
        }
      }
    }
    return text.toString();
  }

  private Moment now() {
    return new Moment(nowMillis, nowMillis);
  }

  private void after(long millis, Runnable action) {
    queue.add(new Happening(nowMillis + millis, happenings++, action));
  }

  private void carryOut(int node, Iterable<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Send send -> deliver(node, send.to().number(), (Gossip) send.message());
        case Effect.Arm arm -> arm(node, arm.delay().minMillis());
        case Effect.Disarm disarm -> members.get(node - 1).armed++;
        case Effect.Apply apply -> throw new IllegalStateException("membership has no cells");
        case Effect.Answer answer -> throw new IllegalStateException("nobody asked");
      }
    }
  }

  private void deliver(int from, int to, Gossip message) {
    if (passes.test(from, to)) {
      after(
          1 + random.nextInt(DELAY_MILLIS),
          () ->
              happens(
                  to,
                  members.get(to - 1).life,
                  () -> carryOut(to, machine(to).received(NodeId.of(from), message, now()))));
    }
  }

  private void arm(int node, long millis) {
    Flock flock = members.get(node - 1);
    long armed = ++flock.armed;
    after(
        millis,
        () ->
            happens(
                node,
                flock.life,
                () -> {
                  if (armed == flock.armed) {
                    carryOut(node, flock.machine.fired(now()));
                  }
                }));
  }

  /** To this life of a node; later, while it stands still. */
  private void happens(int node, int life, Runnable action) {
    Flock flock = members.get(node - 1);
    if (!flock.up || flock.life != life) {
      return;
    }
    if (flock.waiting == null) {
      action.run();
    } else {
      flock.waiting.add(action);
    }
  }
}
