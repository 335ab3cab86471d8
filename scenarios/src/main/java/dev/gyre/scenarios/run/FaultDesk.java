package dev.gyre.scenarios.run;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Occurrence;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Inflicts the faults of a scenario when their triggers say so, ends their leases, and keeps book.
 */
final class FaultDesk {
  private final World world;
  private final List<Inflicted> inflicted = new ArrayList<>();

  /** Steps that wait for something to happen, in order. */
  private final List<Step> waiting = new ArrayList<>();

  private boolean healed;

  FaultDesk(World world) {
    this.world = world;
  }

  private static final class Inflicted {
    private final Step step;
    private final long fromNanos;
    private long toNanos = Long.MAX_VALUE;
    private int effects;
    private Lease lease = Lease.OVER;

    private Inflicted(Step step, long fromNanos) {
      this.step = step;
      this.fromNanos = fromNanos;
    }
  }

  void begin(Vector<Step> steps) {
    for (Step step : steps) {
      switch (step.trigger()) {
        case Trigger.At at -> after(at.time(), step, step.fault().lasting());
        case Trigger.During during -> after(during.from(), step, during.to().minus(during.from()));
        case Trigger.When when -> waiting.add(step);
        case Trigger.On on -> waiting.add(step);
        case Trigger.Every every ->
            throw new IllegalStateException("a planned scenario has no \"every\"");
      }
    }
  }

  private void after(Duration time, Step step, Duration lasting) {
    world.stage().after(time.toNanos(), step.fault().word(), () -> inflict(step, lasting));
  }

  /** Something happened for the n-th time: whoever waited for that has its moment. */
  void happened(Occurrence occurrence, long times, Observations now) {
    if (waiting.isEmpty() || healed) {
      return;
    }
    List<Step> due = new ArrayList<>();
    for (Step step : waiting) {
      boolean ready =
          switch (step.trigger()) {
            case Trigger.When when -> now.value(when.metric()) > when.above();
            case Trigger.On on -> on.occurrence() == occurrence && times == on.nth();
            case Trigger.At at -> false;
            case Trigger.During during -> false;
            case Trigger.Every every -> false;
          };
      if (ready) {
        due.add(step);
      }
    }
    waiting.removeAll(due);
    for (Step step : due) {
      after(Duration.ZERO, step, step.fault().lasting());
    }
  }

  private void inflict(Step planned, Duration lasting) {
    if (healed) {
      return;
    }
    Fault fault =
        planned.fault().lasting(lasting).choosing(each -> each.knowing(world::lastCoordinator));
    Step step = planned.with(fault);
    Inflicted record = new Inflicted(step, world.stage().nowNanos());
    inflicted.add(record);
    record.lease = world.inflict(step, () -> tookEffect(record));
    world.stage().after(fault.span().toNanos(), fault.word() + " ends", () -> end(record));
  }

  private void tookEffect(Inflicted record) {
    record.effects++;
    world.stage().sometimes(record.step.fault().word() + " had an effect");
  }

  private void end(Inflicted record) {
    if (record.toNanos == Long.MAX_VALUE) {
      record.toNanos = world.stage().nowNanos();
      record.lease.end();
    }
  }

  /** Ends everything; nothing new is inflicted. */
  void heal() {
    healed = true;
    inflicted.forEach(this::end);
    world.heal();
  }

  Vector<RunResult.FaultRecord> records() {
    return Vector.ofAll(inflicted)
        .map(one -> new RunResult.FaultRecord(one.step, one.fromNanos, one.toNanos, one.effects));
  }
}
