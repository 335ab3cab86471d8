package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;

/**
 * Sees what requests make of cells, before anything is answered: for recordings. Must not touch the
 * store.
 */
@FunctionalInterface
public interface CellObserver {
  CellObserver NONE = (key, before, after, request) -> {};

  /** A request ran; {@code after} is the same instance where it changed nothing. */
  void applied(Key key, Cell before, Cell after, Request.OnCell request);
}
