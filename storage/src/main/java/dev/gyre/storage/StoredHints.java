package dev.gyre.storage;

import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.storage.tree.CellTree;
import java.util.List;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The hints of a durable store: in two memtables and the tree. */
final class StoredHints {
  private final Hints hints;
  private final TreeHints tree;

  /** Counts what is there; blocks on the disk. */
  StoredHints(StorageOptions.Hints options, CellTree cells, Memtable recovered) {
    this.hints = new Hints(options);
    this.tree = new TreeHints(cells);
    tree.forEach(
        (slot, hint) -> {
          if (recovered.get(slot) == null) {
            hints.found(slot, hint);
          }
        });
    for (Memtable.Entry entry : recovered.entries()) {
      hints.found(entry.slot, entry.cell());
    }
  }

  Hints hints() {
    return hints;
  }

  /**
   * Waits for nothing to be durable: what it shows is what this node may do next, and is looked at
   * again then.
   */
  Reply look(HintRequest.Overview request, Memtable active, @Nullable Memtable frozen) {
    try {
      return hints.look(
          request, frozen == null ? List.of(active, tree) : List.of(active, frozen, tree));
    } catch (MVStoreException damaged) {
      return new Reply.Refused(
          request.id(), Refusal.STORAGE_FAILED, "a block of hints fails its checksum");
    }
  }
}
