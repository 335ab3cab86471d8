package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.replica.Change;
import dev.gyre.core.replica.HintShelf;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store knows of its hints beside their content, and what it makes of requests for them. */
final class Hints {
  /**
   * Stands for a hint that fails its checksum: as empty as none, but not the same, so that removing
   * it is a change.
   */
  static final Cell DAMAGED = new Cell(null, Lane.EMPTY);

  /** How many removed hints a page steps over for each that it may list. */
  private static final int STEPS = 4;

  private final StorageOptions.Hints options;
  private final HintLedger ledger = new HintLedger();
  private long stored;
  private long minted;
  private long refused;
  private final long[] released = new long[HintRequest.Release.Reason.values().length];

  Hints(StorageOptions.Hints options) {
    this.options = options;
  }

  /** A hint that was there at the start. */
  void found(Slot slot, Cell hint) {
    ledger.changed(slot, Cell.EMPTY, hint);
  }

  @SuppressWarnings("ReferenceEquality") // HintShelf says "unchanged" by the instance.
  Change apply(Cell hint, HintRequest.OnHint request, CellLimits limits) {
    long room = options.bytesPerTarget() - ledger.bytes(request.target());
    Change change = HintShelf.apply(hint, request, limits, room);
    boolean changed = change.cell() != hint;
    if (changed) {
      ledger.changed(Slot.of(request), hint, change.cell());
    }
    count(request, change.reply(), changed);
    return change;
  }

  private void count(HintRequest.OnHint request, Reply reply, boolean changed) {
    switch (request) {
      case HintRequest.Keep keep -> kept(reply);
      case HintRequest.Mint mint -> {
        kept(reply);
        minted += reply instanceof Reply.Minted ? 1 : 0;
      }
      case HintRequest.Take take -> {}
      case HintRequest.Release release -> released[release.reason().ordinal()] += changed ? 1 : 0;
    }
  }

  private void kept(Reply reply) {
    if (reply instanceof Reply.Refused) {
      refused++;
    } else {
      stored++;
    }
  }

  /** {@code layers}: from the upper to the lower. */
  HintReply look(HintRequest.Overview request, List<HintLayer> layers) {
    return switch (request) {
      case HintRequest.Survey survey -> new HintReply.Pending(survey.id(), ledger.pending());
      case HintRequest.Page page -> page(page, layers);
      case HintRequest.Search search -> new HintReply.Holds(search.id(), isAny(search, layers));
    };
  }

  HintStatistics statistics() {
    return new HintStatistics(
        ledger.pending(),
        stored,
        minted,
        refused,
        released[HintRequest.Release.Reason.HANDED_OVER.ordinal()],
        released[HintRequest.Release.Reason.AGED.ordinal()],
        released[HintRequest.Release.Reason.DAMAGED.ordinal()]);
  }

  private HintReply.Listed page(HintRequest.Page page, List<HintLayer> layers) {
    NodeId target = page.target();
    byte[] at =
        page.after() == null
            ? TreeKey.beforeHints(target, 0)
            : TreeKey.of(new Slot(target, page.after()));
    List<HintReply.Listing> hints = new ArrayList<>();
    Slot last = null;
    boolean more = true;
    for (int step = 0; more && step < STEPS * page.limit() && hints.size() < page.limit(); step++) {
      byte[] following = next(layers, at);
      Slot slot = following == null ? null : hintOf(following, target);
      more = slot != null;
      if (following != null && slot != null) {
        at = following;
        last = slot;
        list(layers, slot.key(), at, hints);
      }
    }
    if (page.after() == null && !more && hints.isEmpty()) {
      ledger.clear(target);
    }
    Key next = more && last != null ? last.key() : null;
    return new HintReply.Listed(page.id(), List.copyOf(hints), next);
  }

  private static void list(
      List<HintLayer> layers, Key key, byte[] treeKey, List<HintReply.Listing> hints) {
    for (HintLayer layer : layers) {
      long stamp = layer.stampAt(treeKey);
      if (stamp == HintLayer.REMOVED) {
        return;
      }
      if (stamp != HintLayer.ABSENT) {
        hints.add(new HintReply.Listing(key, stamp, layer.bytesAt(treeKey)));
        return;
      }
    }
  }

  private boolean isAny(HintRequest.Search search, List<HintLayer> layers) {
    int bits = Integer.numberOfTrailingZeros(search.partitions());
    long lowest = bits == 0 ? 0 : (long) search.partition() << (Long.SIZE - bits);
    for (NodeId target : ledger.targets()) {
      byte[] at = next(layers, TreeKey.beforeHints(target, lowest));
      while (at != null) {
        Slot slot = hintOf(at, target);
        if (slot == null
            || Ring.partitionOf(slot.key(), search.partitions()) != search.partition()) {
          break;
        }
        if (stampAt(layers, at) != HintLayer.REMOVED) {
          return true;
        }
        at = next(layers, at);
      }
    }
    return false;
  }

  /** Null when it is none, or for another. */
  private static @Nullable Slot hintOf(byte[] treeKey, NodeId target) {
    Slot slot = TreeKey.isHint(treeKey) ? TreeKey.hintAt(treeKey) : null;
    return slot != null && target.equals(slot.target()) ? slot : null;
  }

  private static byte @Nullable [] next(List<HintLayer> layers, byte[] at) {
    byte[] lowest = null;
    for (HintLayer layer : layers) {
      byte[] higher = layer.higherKey(at);
      if (higher != null && (lowest == null || Arrays.compareUnsigned(higher, lowest) < 0)) {
        lowest = higher;
      }
    }
    return lowest;
  }

  private static long stampAt(List<HintLayer> layers, byte[] treeKey) {
    for (HintLayer layer : layers) {
      long stamp = layer.stampAt(treeKey);
      if (stamp != HintLayer.ABSENT) {
        return stamp;
      }
    }
    return HintLayer.REMOVED;
  }
}
