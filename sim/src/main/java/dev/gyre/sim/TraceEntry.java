package dev.gyre.sim;

import java.util.Locale;

/**
 * One thing that happened in a run.
 *
 * @param ordinal its place in the trace, from 0
 * @param timeNanos virtual time
 * @param sequence the event's number in queue order; {@link Trace#NOTE} for a note that an event
 *     made while it ran
 * @param place the worker that ran it; empty for the world itself, and for notes
 * @param label what it was
 * @param payload the hash that the user gave for its content
 */
public record TraceEntry(
    long ordinal, long timeNanos, long sequence, String place, String label, long payload) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "#%d at %d.%09d s: %s \"%s\"%s (payload %016x)",
        ordinal,
        timeNanos / 1_000_000_000,
        timeNanos % 1_000_000_000,
        sequence == Trace.NOTE ? "note" : "event " + sequence,
        label,
        place.isEmpty() || place.equals(label) ? "" : " on " + place,
        payload);
  }
}
