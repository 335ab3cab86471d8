package dev.gyre.scenarios.chronicle;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.value.Key;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** What was last seen of each cell of a node, over all its lives. */
final class CellTrail {
  /** Looked up, never walked. */
  private final HashMap<Key, Last> cells = new HashMap<>();

  /**
   * @param entry of the last change
   * @param lane the very instance, to spare the writing of words
   */
  private record Last(int entry, Object lane, String words) {}

  /** The entry of the last change. */
  int lastChange(Key key) {
    Last last = cells.get(key);
    return last == null ? Chronicle.NONE : last.entry;
  }

  /** The words for a cell that a request met. */
  @SuppressWarnings("ReferenceEquality") // An equal lane only costs the same words again.
  String words(Key key, Cell cell) {
    Last last = cells.get(key);
    return last != null && last.lane == cell.lane() ? last.words : Words.cell(cell.lane());
  }

  /** How the cell was left when it was last seen; null before. */
  @Nullable String lastWords(Key key) {
    Last last = cells.get(key);
    return last == null ? null : last.words;
  }

  void left(Key key, Cell cell, String words, int lastChange) {
    cells.put(key, new Last(lastChange, cell.lane(), words));
  }
}
