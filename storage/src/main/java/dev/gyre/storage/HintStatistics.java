package dev.gyre.storage;

import dev.gyre.core.message.PendingHints;
import java.util.List;

/**
 * Hints that a store keeps now, and what became of those since its start.
 *
 * @param pending by target, ascending
 * @param stored taken in, or merged into one that was there
 * @param minted of those, how many were minted here: a client's write at ANY without an owner
 * @param refused because those for their target were over the bound
 * @param handedOver removed because their target has them
 * @param aged dropped for their age
 * @param damaged dropped because they could not be read
 */
public record HintStatistics(
    List<PendingHints> pending,
    long stored,
    long minted,
    long refused,
    long handedOver,
    long aged,
    long damaged) {
  public long count() {
    return pending.stream().mapToLong(PendingHints::count).sum();
  }

  public long bytes() {
    return pending.stream().mapToLong(PendingHints::bytes).sum();
  }
}
