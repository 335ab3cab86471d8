package dev.gyre.sim.disk;

import dev.gyre.sim.disk.Change.Linked;
import dev.gyre.sim.disk.Change.NameChange;
import dev.gyre.sim.disk.Change.Renamed;
import dev.gyre.sim.disk.Change.Unlinked;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names: as reads see them, as they are durable, and the changes between the two. */
final class Directory {
  /** The most unsynced changes; beyond, the oldest becomes durable by itself. */
  private static final int MAXIMUM_UNSYNCED = 65_536;

  private TreeMap<String, FileState> cached = new TreeMap<>();
  private final TreeMap<String, FileState> durable = new TreeMap<>();
  private final ArrayDeque<NameChange> unsynced = new ArrayDeque<>();

  @Nullable FileState find(String name) {
    return cached.get(name);
  }

  List<String> names() {
    return List.copyOf(cached.keySet());
  }

  Collection<FileState> files() {
    return cached.values();
  }

  ArrayDeque<NameChange> unsynced() {
    return unsynced;
  }

  void change(NameChange change) {
    apply(change, cached);
    unsynced.add(change);
    if (unsynced.size() > MAXIMUM_UNSYNCED) {
      force(1);
    }
  }

  /** Makes the first changes durable. */
  void force(int changes) {
    for (int i = 0; i < changes; i++) {
      keep(unsynced.remove());
    }
  }

  /** Applies a change to what is durable. */
  void keep(NameChange change) {
    apply(change, durable);
  }

  /** After a crash: only the durable names exist. */
  void reload() {
    unsynced.clear();
    cached = new TreeMap<>(durable);
  }

  /** Names and files of a clean disk, the files as given. */
  void replaceWith(SortedMap<String, FileState> files) {
    durable.clear();
    durable.putAll(files);
    reload();
  }

  SortedMap<String, FileState> durable() {
    return durable;
  }

  private static void apply(NameChange change, SortedMap<String, FileState> names) {
    switch (change) {
      case Linked linked -> names.put(linked.name(), linked.file());
      case Unlinked unlinked -> names.remove(unlinked.name());
      case Renamed renamed -> {
        FileState file = names.remove(renamed.from());
        if (file == null) {
          throw new IllegalStateException("cannot replay " + renamed + " on " + names.keySet());
        }
        names.put(renamed.to(), file);
      }
    }
  }
}
