package dev.gyre.storage;

import dev.gyre.sim.disk.DiskWatch;
import dev.gyre.sim.disk.OperationKind;
import org.jspecify.annotations.Nullable;

/** Cuts the power at the n-th operation from when it is armed, or at the n-th of one kind. */
final class PowerCut implements DiskWatch {
  private final @Nullable OperationKind wanted;
  private final Moment moment;
  private long remaining;
  private @Nullable OperationKind hit;

  PowerCut(@Nullable OperationKind wanted, long countdown, Moment moment) {
    this.wanted = wanted;
    this.remaining = countdown;
    this.moment = moment;
  }

  @Override
  public Moment onOperation(OperationKind kind, long index, String name) {
    if (hit != null || (wanted != null && kind != wanted) || --remaining > 0) {
      return Moment.NEVER;
    }
    hit = kind;
    return moment;
  }

  boolean isOver() {
    return hit != null;
  }

  @Nullable OperationKind hit() {
    return hit;
  }
}
