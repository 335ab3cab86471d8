package dev.gyre.sim.example;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.SimProcess;
import dev.gyre.sim.Simulation;
import java.util.TreeMap;

/** Three nodes elect leaders: whoever gets two votes in a term. No term may have two leaders. */
final class Election {
  private final Simulation simulation;
  private final boolean durable;
  private final Randomness random;
  private final SimProcess[] processes = new SimProcess[3];
  private final long[] votedTerm = new long[3];
  private final TreeMap<Long, Integer> leaders = new TreeMap<>();

  Election(Simulation simulation, boolean durable) {
    this.simulation = simulation;
    this.durable = durable;
    this.random = simulation.randomness("election");
    for (int node = 0; node < 3; node++) {
      int victim = node;
      start(node);
      simulation.schedule(random.nextLong(500_000_000), "crash", () -> restart(victim));
    }
  }

  private void start(int node) {
    processes[node] = simulation.process("node-" + node);
    later(node, "campaign", 10 + random.nextInt(100), () -> campaign(node));
  }

  private void restart(int node) {
    processes[node].kill(); // Its timers, and the messages on their way to it, vanish.
    votedTerm[node] = durable ? votedTerm[node] : 0; // The bug: it may vote again.
    start(node);
  }

  private void campaign(int node) {
    long term = votedTerm[node] + 1;
    int[] votes = {0};
    for (int each = 0; each < 3; each++) {
      int voter = each;
      Runnable yes = () -> won(node, term, ++votes[0]);
      later(voter, "ask", 1 + random.nextInt(20), () -> vote(voter, term, node, yes));
    }
    later(node, "campaign", 10 + random.nextInt(100), () -> campaign(node));
  }

  private void vote(int voter, long term, int candidate, Runnable yes) {
    if (term > votedTerm[voter]) {
      votedTerm[voter] = term;
      later(candidate, "yes", 1 + random.nextInt(20), yes);
    }
  }

  private void won(int node, long term, int votes) {
    if (votes == 2 && leaders.put(term, node) instanceof Integer other && other != node) {
      throw new IllegalStateException("term " + term + ": both " + other + " and " + node);
    }
    simulation.sometimes(votes == 2 ? "a leader is elected" : "the third vote comes late");
  }

  private void later(int node, String what, int millis, Runnable task) {
    processes[node].schedule(millis * 1_000_000L, what, node, task);
  }
}
