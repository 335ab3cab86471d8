package dev.gyre.scenarios.chaos;

import dev.gyre.client.host.ClientHost;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import dev.gyre.sim.Randomness;
import dev.gyre.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One client of a run: asks, waits for the answer, thinks, asks again. It remembers for each key
 * its last read with its context, and writes with that where the key is written with contexts.
 */
final class ChaosClient {
  static final int LONGEST_TIMEOUT_MILLIS = 2_000;
  private static final int SHORTEST_TIMEOUT_MILLIS = 200;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final double WEAK = 0.05;

  private final Simulation simulation;
  private final History history;
  private final ClientHost host;
  private final ChaosPlan plan;
  private final int number;
  private final Randomness random;

  /** By key: what was read last and not yet written upon. */
  private final TreeMap<String, Basis> bases = new TreeMap<>();

  private int writes;

  private record Basis(int read, ContextToken context) {}

  ChaosClient(Simulation simulation, History history, ClientHost host, ChaosPlan plan, int number) {
    this.simulation = simulation;
    this.history = history;
    this.host = host;
    this.plan = plan;
    this.number = number;
    this.random = plan.seed().fork("workload", number).randomness();
  }

  void begin() {
    think();
  }

  private void think() {
    long pause = (long) (random.exponential(20) * NANOS_PER_MILLI);
    simulation.schedule(pause, "client" + number + " asks", this::next);
  }

  private void next() {
    if (simulation.nowNanos() >= plan.chaosMillis() * NANOS_PER_MILLI) {
      return;
    }
    int which = Math.min(random.nextInt(plan.keys()), random.nextInt(plan.keys()));
    String key = "k" + which;
    boolean contextual = which < (plan.keys() + 1) / 2;
    Basis basis = bases.get(key);
    if (contextual && (basis == null || random.chance(0.4))) {
      get(key);
    } else if (contextual || random.chance(0.3)) {
      write(key, basis);
    } else if (random.chance(0.5)) {
      write(key, null);
    } else {
      get(key);
    }
  }

  private void get(String key) {
    boolean quorum = !random.chance(WEAK);
    read(key, quorum ? Consistency.QUORUM : Consistency.ONE, timeout(), this::think);
  }

  /** Reads at a level, records it, then goes on. */
  void read(String key, Consistency level, int timeoutMillis, Runnable then) {
    boolean quorum = !level.equals(Consistency.ONE);
    int index = history.invoked(number, key, new Action.Get(quorum), simulation.nowNanos());
    ask(
        new Command.Get(Key.of(key), level, timeoutMillis),
        index,
        outcome -> {
          if (outcome instanceof Outcome.Found found) {
            bases.put(key, new Basis(index, found.context()));
          }
          then.run();
        });
  }

  private void write(String key, @Nullable Basis basis) {
    boolean quorum = !random.chance(WEAK);
    String value = random.chance(0.1) ? null : "c" + number + "-" + ++writes;
    Integer read = basis == null ? null : basis.read();
    int index =
        history.invoked(number, key, new Action.Put(value, read, quorum), simulation.nowNanos());
    Command.Write write =
        new Command.Write(
            Key.of(key),
            value == null ? Content.TOMBSTONE : Content.of(Value.of(value)),
            basis == null ? null : basis.context(),
            quorum ? (random.chance(0.1) ? Consistency.ALL : Consistency.QUORUM) : Consistency.ONE,
            null,
            0,
            timeout());
    bases.remove(key);
    ask(write, index, outcome -> think());
  }

  private int timeout() {
    return random.between(SHORTEST_TIMEOUT_MILLIS, LONGEST_TIMEOUT_MILLIS + 1);
  }

  private interface Then {
    void go(Outcome outcome);
  }

  private void ask(Command command, int index, Then then) {
    host.<Outcome>ask(
            command,
            (outcome, attempts, sink) -> {
              if (attempts > 1 && outcome instanceof Outcome.Written) {
                simulation.sometimes("a retried write was acknowledged");
              }
              sink.success(outcome);
            })
        .subscribe(
            outcome -> {
              complete(index, outcome);
              then.go(outcome);
            });
  }

  private void complete(int index, Outcome outcome) {
    Result result =
        switch (outcome) {
          case Outcome.Found found -> seen(found);
          case Outcome.Written written -> Result.WRITTEN;
          case Outcome.NotApplied refused -> Result.NOT_APPLIED;
          case Outcome.Unknown unknown -> Result.UNKNOWN;
        };
    if (result instanceof Result.Unknown) {
      simulation.sometimes("an outcome was unknown");
    }
    history.completed(index, simulation.nowNanos(), result);
    simulation.note("operation", ((long) index << Integer.SIZE) ^ result.hashCode());
  }

  private Result seen(Outcome.Found found) {
    List<String> values = new ArrayList<>();
    int deletions = 0;
    for (Sibling sibling : found.siblings()) {
      switch (sibling.content()) {
        case Content.Present present -> values.add(present.value().text());
        case Content.Tombstone tombstone -> deletions++;
      }
    }
    if (found.siblings().size() > 1) {
      simulation.sometimes("siblings were seen");
    }
    if (deletions > 0) {
      simulation.sometimes("a tombstone was seen");
    }
    return new Result.Seen(List.of(values.toArray(String[]::new)), deletions);
  }
}
