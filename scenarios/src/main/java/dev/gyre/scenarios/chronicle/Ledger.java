package dev.gyre.scenarios.chronicle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongSupplier;

/** Where all scribes of a run write. */
final class Ledger {
  /** The world's own place: faults and verdicts. */
  static final int WORLD = 0;

  private final int most;
  private final Focus focus;
  private final Columns columns = new Columns(0);
  private final Strings strings = new Strings();
  private final List<String> places = new ArrayList<>();

  /** Looked up, never walked. */
  private final HashMap<String, Integer> placeNumbers = new HashMap<>();

  private LongSupplier nowNanos = () -> 0;
  private long dropped;

  Ledger(int most, Focus focus) {
    this.most = most;
    this.focus = focus;
    place("world");
  }

  void begins(LongSupplier clock) {
    nowNanos = clock;
  }

  int place(String name) {
    Integer known = placeNumbers.get(name);
    if (known != null) {
      return known;
    }
    placeNumbers.put(name, places.size());
    places.add(name);
    return places.size() - 1;
  }

  /** Where an entry is. */
  record Spot(int place, int life) {}

  /** What an entry is about, and what it follows. */
  record Note(String text, String key, int cause, int basis) {}

  /**
   * Adds an entry. {@link Chronicle#NONE} when there is no room: the second half of it is for what
   * matters most.
   */
  int write(Spot spot, Kind kind, Note note) {
    long now = nowNanos.getAsLong();
    boolean full = columns.size() >= most;
    if (full || (columns.size() >= most / 2 && !focus.covers(note.key, now))) {
      dropped++;
      return Chronicle.NONE;
    }
    int entry = columns.add(now, spot.place, spot.life, kind);
    columns.texts[entry] = strings.number(note.text);
    columns.keys[entry] = strings.number(note.key);
    columns.causes[entry] = note.cause;
    columns.bases[entry] = note.basis;
    return entry;
  }

  /** The key of an entry; empty for none. */
  String key(int entry) {
    return entry == Chronicle.NONE ? "" : strings.get(columns.keys[entry]);
  }

  String text(int entry) {
    return entry == Chronicle.NONE ? "" : strings.get(columns.texts[entry]);
  }

  void cells(int entry, String before, String after) {
    if (entry != Chronicle.NONE) {
      columns.befores[entry] = strings.number(before);
      columns.afters[entry] = strings.number(after);
    }
  }

  void basis(int entry, int basis) {
    if (entry != Chronicle.NONE && entry != basis) {
      columns.bases[entry] = basis;
    }
  }

  Columns columns() {
    return columns;
  }

  Strings strings() {
    return strings;
  }

  List<String> places() {
    return places;
  }

  long dropped() {
    return dropped;
  }
}
