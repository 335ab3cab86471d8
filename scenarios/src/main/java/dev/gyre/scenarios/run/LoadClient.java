package dev.gyre.scenarios.run;

import dev.gyre.client.host.ClientHost;
import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Consistency;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import dev.gyre.scenarios.dsl.Workload;
import dev.gyre.scenarios.history.History;
import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import dev.gyre.sim.Seed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client of a run. It remembers, for each key, the last context that it was given, by a read or
 * by its own write, and writes with that where the key is written with contexts.
 */
final class LoadClient {
  private static final double REREAD = 0.3;
  private static final double BLIND = 0.6;

  private final int number;
  private final ClientHost host;
  private final Workload workload;
  private final KeyChoice keys;
  private final Load load;
  private final Seed seed;

  /** By key: what was read or written last and not yet written upon. */
  private final TreeMap<String, Basis> bases = new TreeMap<>();

  /** By number: the operations that are carried out, where not all are. */
  private final BitSet chosen = new BitSet();

  private long asked;
  private int writes;

  /** What all clients of a run share. */
  record Load(Stage stage, History history, Observations observations, long untilNanos) {}

  private record Basis(int operation, ContextToken context) {}

  LoadClient(int number, ClientHost host, Workload workload, KeyChoice keys, Load load) {
    this.number = number;
    this.host = host;
    this.workload = workload;
    this.keys = keys;
    this.load = load;
    this.seed = load.stage().seed().fork("workload", number);
    for (Workload.OperationId one : workload.only()) {
      if (one.client() == number) {
        chosen.set(one.number());
      }
    }
  }

  /** Draws the next operation, rests, and asks. */
  void next() {
    int operation = (int) asked++;
    OperationDraw draw = OperationDraw.of(seed, operation, workload, keys);
    if (isOver(operation) || load.stage().nowNanos() + draw.restNanos() >= load.untilNanos()) {
      return;
    }
    load.stage()
        .after(
            draw.restNanos(),
            "client" + number + " asks",
            () -> {
              boolean closed = workload.pace() instanceof Workload.Pace.Closed;
              boolean skipped = isSkipped(operation);
              if (!skipped) {
                perform(operation, draw, closed ? this::next : () -> {});
              }
              if (skipped || !closed) {
                next();
              }
            });
  }

  private boolean isSkipped(int operation) {
    return !workload.only().isEmpty() && !chosen.get(operation);
  }

  /** Past the last one that is carried out there is nothing more to do. */
  private boolean isOver(int operation) {
    return !workload.only().isEmpty() && operation >= chosen.length();
  }

  private void perform(int operation, OperationDraw draw, Runnable then) {
    String key = "k" + draw.key();
    boolean contextual = draw.key() < workload.keys().contextual() * workload.keys().count();
    Basis basis = bases.get(key);
    boolean writes = draw.kind() != OperationDraw.Kind.GET;
    if (!writes || (contextual && (basis == null || draw.choice() < REREAD))) {
      get(operation, key, draw, then);
    } else {
      boolean knows = contextual || draw.choice() >= BLIND;
      write(operation, key, knows ? basis : null, draw, then);
    }
  }

  private void get(int operation, String key, OperationDraw draw, Runnable then) {
    Workload.Level level = draw.weak() ? Workload.Level.ONE : workload.demands().level();
    read(operation, key, level, draw.timeoutMillis(), then);
  }

  /** Reads what no draw asked for, at a level, records it, then goes on. */
  void read(String key, Workload.Level level, int timeoutMillis, Runnable then) {
    read(Operation.UNDRAWN, key, level, timeoutMillis, then);
  }

  private void read(
      int operation, String key, Workload.Level level, int timeoutMillis, Runnable then) {
    Action.Get get = new Action.Get(isQuorum(level));
    int index = load.history().invoked(number, operation, key, get, load.stage().nowNanos());
    load.observations().asked(false);
    ask(
        new Command.Get(Key.of(key), consistency(level), timeoutMillis),
        index,
        outcome -> {
          if (outcome instanceof Outcome.Found found) {
            bases.put(key, new Basis(index, found.context()));
          }
          then.run();
        });
  }

  private void write(
      int operation, String key, @Nullable Basis basis, OperationDraw draw, Runnable then) {
    Workload.Level level = draw.weak() ? weak(operation) : workload.demands().level();
    boolean delete = draw.kind() == OperationDraw.Kind.DELETE;
    String value = delete ? null : "c" + number + "-" + ++writes;
    Integer after = basis == null ? null : basis.operation();
    Action.Put put = new Action.Put(value, after, isQuorum(level));
    int index = load.history().invoked(number, operation, key, put, load.stage().nowNanos());
    load.observations().asked(true);
    Command.Write write =
        new Command.Write(
            Key.of(key),
            value == null ? Content.TOMBSTONE : Content.of(padded(value, draw.valueBytes())),
            basis == null ? null : basis.context(),
            consistency(level),
            null,
            0,
            draw.timeoutMillis());
    bases.remove(key);
    ask(
        write,
        index,
        outcome -> {
          if (basis != null && outcome instanceof Outcome.Written written) {
            bases.put(key, new Basis(index, written.context()));
          }
          then.run();
        });
  }

  /** A value is a name that no other has, and blanks behind it. */
  private static Value padded(String name, int bytes) {
    return Value.of(name + " ".repeat(Math.max(0, bytes - name.length())));
  }

  /** One after the other. */
  private static Workload.Level weak(int operation) {
    return operation % 2 == 0 ? Workload.Level.ONE : Workload.Level.ANY;
  }

  private static boolean isQuorum(Workload.Level level) {
    return level != Workload.Level.ONE && level != Workload.Level.ANY;
  }

  private static Consistency consistency(Workload.Level level) {
    return switch (level) {
      case ANY -> Consistency.ANY;
      case ONE -> Consistency.ONE;
      case QUORUM -> Consistency.QUORUM;
      case ALL -> Consistency.ALL;
      case LINEARIZABLE -> Consistency.LINEARIZABLE;
    };
  }

  private void ask(Command command, int index, Consumer<Outcome> then) {
    host.<Outcome>ask(
            command,
            (outcome, attempts, sink) -> {
              if (attempts > 1 && outcome instanceof Outcome.Written) {
                load.stage().sometimes("a retried write was acknowledged");
              }
              sink.success(outcome);
            })
        .subscribe(
            outcome ->
                load.stage()
                    .answered(
                        () -> {
                          complete(index, outcome);
                          then.accept(outcome);
                        }));
  }

  private void complete(int index, Outcome outcome) {
    Result result =
        switch (outcome) {
          case Outcome.Found found -> seen(found);
          case Outcome.Written written -> Result.WRITTEN;
          case Outcome.Page page -> throw new IllegalStateException("no scan was asked for");
          case Outcome.ConditionFailed failed -> Result.NOT_APPLIED;
          case Outcome.Repaired repaired ->
              throw new IllegalStateException("nobody asked for " + repaired);
          case Outcome.NotApplied refused -> refused(refused);
          case Outcome.Unknown unknown -> Result.UNKNOWN;
        };
    if (result instanceof Result.Unknown) {
      load.stage().sometimes("an outcome was unknown");
    }
    load.history().completed(index, load.stage().nowNanos(), result);
    load.stage().note("operation", ((long) index << Integer.SIZE) ^ result.hashCode());
    load.observations().answered(result);
  }

  private Result refused(Outcome.NotApplied refused) {
    String why = refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    load.stage().sometimes("a request was refused as " + why);
    return Result.NOT_APPLIED;
  }

  private Result seen(Outcome.Found found) {
    List<String> values = new ArrayList<>();
    int deletions = 0;
    for (Sibling sibling : found.siblings()) {
      switch (sibling.content()) {
        case Content.Present present -> values.add(present.value().text().stripTrailing());
        case Content.Tombstone tombstone -> deletions++;
      }
    }
    if (found.siblings().size() > 1) {
      load.stage().sometimes("siblings were seen");
    }
    if (deletions > 0) {
      load.stage().sometimes("a tombstone was seen");
    }
    return new Result.Seen(List.of(values.toArray(String[]::new)), deletions);
  }
}
