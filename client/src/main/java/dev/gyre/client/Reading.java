package dev.gyre.client;

import dev.gyre.core.cell.Content;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.message.ContextToken;
import dev.gyre.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a key holds.
 *
 * @param siblings the writes that survive, newest first, deletes included; empty if the key was
 *     never written. More than one only if they were concurrent
 * @param context says which writes this reading has seen; give it to the next write (see {@link
 *     WriteOptions#after}), which then replaces exactly those. It is there for an absent key too
 * @param version what a compare-and-set compares with. NONE: no linearizable operation has met what
 *     was read, or the key was never written
 */
public record Reading(List<Sibling> siblings, ContextToken context, Ballot version) {
  /** Of the eventual lane alone. */
  public Reading(List<Sibling> siblings, ContextToken context) {
    this(siblings, context, Ballot.NONE);
  }

  /** The value of the newest write; empty when absent or deleted. */
  public Optional<Value> value() {
    if (!siblings.isEmpty() && siblings.getFirst().content() instanceof Content.Present present) {
      return Optional.of(present.value());
    }
    return Optional.empty();
  }

  /** {@link #value} as UTF-8. */
  public Optional<String> text() {
    return value().map(Value::text);
  }

  public boolean isPresent() {
    return value().isPresent();
  }

  /** Whether concurrent writes left several siblings: merge them and write the result. */
  public boolean isConflicted() {
    return siblings.size() > 1;
  }

  /** The values of all siblings, newest first; those that are deletes are left out. */
  public List<Value> values() {
    List<Value> values = new ArrayList<>(siblings.size());
    for (Sibling sibling : siblings) {
      if (sibling.content() instanceof Content.Present present) {
        values.add(present.value());
      }
    }
    return List.copyOf(values);
  }

  /** When the newest write was made, in milliseconds since 1970 by the cluster's clocks. */
  public OptionalLong timestampMillis() {
    return siblings.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(HybridClock.millis(siblings.getFirst().writeId().stamp()));
  }
}
