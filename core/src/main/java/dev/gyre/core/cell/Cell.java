package dev.gyre.core.cell;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.consensus.Register;
import dev.gyre.core.value.XxHash64;
import org.jspecify.annotations.Nullable;

/**
 * The one stored record of a key at a replica, written as one value so that it changes atomically.
 *
 * @param actor who minted this replica's latest dot here, null before the first one; used again
 *     only in the same life of the node
 * @param lane the eventual lane
 * @param register the strong lane
 */
public record Cell(@Nullable Actor actor, Lane lane, Register<StrongLane> register) {
  /** A strong lane never used. */
  public static final Register<StrongLane> UNUSED = Register.initial(StrongLane.EMPTY);

  public static final Cell EMPTY = new Cell(null, Lane.EMPTY);

  /** With a strong lane never used. */
  public Cell(@Nullable Actor actor, Lane lane) {
    this(actor, lane, UNUSED);
  }

  public boolean isEmpty() {
    return lane.isEmpty() && register.promised().isNone();
  }

  /** Stands for what an eventual reader is shown: the lane, and which ballot is chosen. */
  public static long digest(Lane lane, Ballot chosen) {
    return chosen.isNone()
        ? lane.digest()
        : XxHash64.hash(
            XxHash64.hash(chosen.counter(), lane.digest()),
            ((long) chosen.node() << Integer.SIZE) | chosen.life());
  }

  /** The encoded size in bytes, rounded up but for a small constant. */
  public int sizeBytes() {
    int size = lane.sizeBytes();
    if (!register.accepted().ballot().isNone()) {
      size += register.accepted().state().sizeBytes();
    }
    boolean apart = !register.chosen().ballot().equals(register.accepted().ballot());
    return apart && !register.chosen().ballot().isNone() ? size + chosen().sizeBytes() : size;
  }

  /**
   * Equal for cells that hold the same for their clients; 0 for one that holds nothing. The place
   * where a cell's digest is made of its lanes' (the actor is this replica's own affair, and so are
   * a register's promises): replicas compare nothing else.
   */
  public long digest() {
    return lane.digest();
  }

  public Cell with(Lane next) {
    return next == lane ? this : new Cell(actor, next, register);
  }

  public Cell with(Register<StrongLane> next) {
    return next == register ? this : new Cell(actor, lane, next);
  }

  /** The strong lane's last state that is known here to be chosen. */
  public StrongLane chosen() {
    return register.chosen().state();
  }
}
