package dev.gyre.scenarios.chronicle;

import java.util.Arrays;
import java.util.List;

/**
 * A recorded run: entries in the order in which they happened, numbered from 0, in columns.
 *
 * <p>An entry may name two earlier ones. Its <em>cause</em> made it happen: a receipt's sending, a
 * change's event, an answer's last message. Its <em>basis</em> is what it builds on at the same
 * place: a cell's last change, a request's last event, the crash before a start. Both together are
 * the happened-before relation as far as it matters (Lamport 1978): what merely came earlier at the
 * same node is left out.
 */
public final class Chronicle {
  /** In place of an entry where there is none. */
  public static final int NONE = -1;

  private final Columns columns;
  private final List<String> places;
  private final List<String> strings;
  private final long dropped;

  Chronicle(Columns columns, List<String> places, List<String> strings, long dropped) {
    this.columns = columns;
    this.places = List.of(places.toArray(String[]::new));
    this.strings = List.of(strings.toArray(String[]::new));
    this.dropped = dropped;
  }

  public int size() {
    return columns.size();
  }

  /** Virtual time. */
  public long nanos(int entry) {
    return columns.nanos[entry];
  }

  public Kind kind(int entry) {
    return columns.kind(entry);
  }

  /** An index of {@link #places}. */
  public int place(int entry) {
    return columns.places[entry];
  }

  /** Of a node, from 1; 0 of anybody else. */
  public int life(int entry) {
    return columns.lives[entry];
  }

  /** {@link #NONE} where nothing made it happen, or what did was not recorded. */
  public int cause(int entry) {
    return columns.causes[entry];
  }

  /** {@link #NONE} where it builds on nothing. */
  public int basis(int entry) {
    return columns.bases[entry];
  }

  public String text(int entry) {
    return strings.get(columns.texts[entry]);
  }

  /** Empty where it is about no key. */
  public String key(int entry) {
    return strings.get(columns.keys[entry]);
  }

  /** The cell that the request met, as {@link Words#cell} has it; empty where there is none. */
  public String before(int entry) {
    return strings.get(columns.befores[entry]);
  }

  /** The cell that the request left. */
  public String after(int entry) {
    return strings.get(columns.afters[entry]);
  }

  /** Who and what entries are at: the world, the nodes, the clients, in this order. */
  public List<String> places() {
    return places;
  }

  /** How many entries were left out for want of room. */
  public long dropped() {
    return dropped;
  }

  /** The texts of all entries, each once: for those who write a chronicle down. */
  public List<String> strings() {
    return strings;
  }

  /** Indexes of {@link #strings} of an entry: text, key, before, after. */
  public int[] stringsOf(int entry) {
    return new int[] {
      columns.texts[entry], columns.keys[entry], columns.befores[entry], columns.afters[entry]
    };
  }

  /** The entry of a client's operation, asked or answered; {@link #NONE} where it is not there. */
  public int operation(int index, Kind kind) {
    for (int i = 0; i < size(); i++) {
      if (columns.operations[i] == index && kind(i) == kind) {
        return i;
      }
    }
    return NONE;
  }

  /** The index in the history of an entry's operation; {@link #NONE} for any other. */
  public int operationAt(int entry) {
    return columns.operations[entry];
  }

  /**
   * Only these entries, ascending; what is left out counts as dropped. A link to what is left out
   * leads to what that was linked to, so that chains stay whole.
   */
  public Chronicle only(int[] kept) {
    int[] moved = new int[size()];
    Arrays.fill(moved, NONE);
    for (int i = 0; i < kept.length; i++) {
      moved[kept[i]] = i;
    }
    Columns fewer = new Columns(kept.length);
    for (int entry : kept) {
      fewer.copy(
          columns,
          entry,
          nearest(columns.causes, entry, moved),
          nearest(columns.bases, entry, moved));
    }
    return new Chronicle(fewer, places, strings, dropped + size() - kept.length);
  }

  private static int nearest(int[] links, int entry, int[] moved) {
    int link = links[entry];
    while (link != NONE && moved[link] == NONE) {
      link = links[link];
    }
    return link == NONE ? NONE : moved[link];
  }
}
