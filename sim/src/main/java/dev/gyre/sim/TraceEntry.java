package dev.gyre.sim;

import java.util.Locale;

/**
 * One thing that happened in a run.
 *
 * @param ordinal its place in the trace, from 0
 * @param timeNanos virtual time
 * @param sequence the event's number in queue order; {@link Trace#NOTE} for a note that an event
 *     made while it ran
 * @param label what it was
 * @param payload the hash that the user gave for its content
 */
public record TraceEntry(long ordinal, long timeNanos, long sequence, String label, long payload) {

  @Override
  public String toString() {
    String kind = sequence == Trace.NOTE ? "note" : "event " + sequence;
    return String.format(
        Locale.ROOT,
        "#%d at %d ns: %s \"%s\" (payload %016x)",
        ordinal,
        timeNanos,
        kind,
        label,
        payload);
  }
}
