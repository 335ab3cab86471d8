package dev.gyre.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often the states were seen that some run must reach ("sometimes" assertions, after
 * Antithesis): a test that never meets the interesting case proves nothing. Counted per run, merged
 * over a campaign, always in the order of the names.
 */
public final class Coverage {
  private final TreeMap<String, Long> counts = new TreeMap<>();

  /** Says that these states are wanted: until seen they count as {@link #missing()}. */
  public Coverage expect(String... names) {
    for (String name : names) {
      counts.putIfAbsent(name, 0L);
    }
    return this;
  }

  /** The state was seen once more. */
  public void sometimes(String name) {
    add(name, 1);
  }

  /** The state was seen this many times more. */
  public void add(String name, long times) {
    if (times < 0) {
      throw new IllegalArgumentException("cannot see \"" + name + "\" " + times + " times");
    }
    counts.merge(name, times, Long::sum);
  }

  /** Adds all the counts of another run. */
  public void merge(Coverage other) {
    other.counts.forEach(this::add);
  }

  /** How often it was seen; 0 for a name never heard of. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** All counts in order of name; a view. */
  public SortedMap<String, Long> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  /** What was expected and not yet seen, in order of name. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          if (count == 0) {
            missing.add(name);
          }
        });
    return missing;
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
