package dev.gyre.scenarios.chaos;

import dev.gyre.scenarios.oracle.Violation;
import java.util.List;
import java.util.SortedMap;

/**
 * What a run showed.
 *
 * @param violations broken promises, in the order found; empty is a pass
 * @param effects by kind of fault, how often it did something
 */
public record ChaosResult(
    List<Violation> violations, int operations, SortedMap<String, Long> effects) {

  public boolean passed() {
    return violations.isEmpty();
  }
}
