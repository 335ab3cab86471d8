package dev.gyre.core.cell;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.clock.WriteId;
import dev.gyre.core.consensus.Ballot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The eventual lane of a cell: siblings under one causal context, with the window of recent writes.
 * Merging is commutative, associative and idempotent (Almeida et al. 2014, section 4; DVVSet).
 *
 * <p>A dot that the context covers and no sibling carries has been superseded: that is the only way
 * anything leaves.
 *
 * @param context covers every dot ever merged into this lane; never a dot that was not delivered
 * @param siblings sorted by dot, no dot twice; several only if their writes were concurrent or are
 *     one write minted twice (aliases)
 * @param window recent writes; every dot in it is covered by the context
 * @param superseded the highest version of the strong lane that a write here superseded (DESIGN
 *     rule 7), or NONE
 */
public record Lane(
    VersionVector context, List<Sibling> siblings, WriteWindow window, Ballot superseded) {
  public static final Lane EMPTY = new Lane(VersionVector.EMPTY, List.of(), WriteWindow.EMPTY);
  private static final int ACTOR_BYTES = 24;
  private static final int WRITE_BYTES = 44;
  private static final int BALLOT_BYTES = 20;

  /** A lane that superseded nothing of the strong lane. */
  public Lane(VersionVector context, List<Sibling> siblings, WriteWindow window) {
    this(context, siblings, window, Ballot.NONE);
  }

  public boolean isEmpty() {
    return context.isEmpty();
  }

  /**
   * The encoded size in bytes, rounded up but for a small constant: what limits are held against.
   * Never less than the codec writes, or a lane within its limit would not fit a message.
   */
  public int sizeBytes() {
    int size =
        context.size() * ACTOR_BYTES
            + window.rows() * WRITE_BYTES
            + (superseded.isNone() ? 0 : BALLOT_BYTES);
    for (Sibling sibling : siblings) {
      size += sibling.sizeBytes();
    }
    return size;
  }

  /** Equal for equal lanes, and for no others that will ever meet. The empty lane's is 0. */
  public long digest() {
    return LaneDigest.of(this);
  }

  /** The dot that {@code actor} would mint next: its counter has no gaps. */
  public Dot nextDot(Actor actor) {
    return new Dot(actor, context.counterOf(actor) + 1);
  }

  /**
   * The lane as of a time: values that have come to their end are tombstones of the same dots. The
   * same instance where none has. Whoever shows such a lane makes it durable first, so that nobody
   * sees the value again.
   */
  public Lane expired(long nowMillis) {
    boolean changed = false;
    Sibling[] left = new Sibling[siblings.size()];
    for (int i = 0; i < left.length; i++) {
      Sibling each = siblings.get(i);
      left[i] = each.content().isMortal() ? each.at(nowMillis) : each;
      changed |= left[i].content().isPresent() != each.content().isPresent();
    }
    return changed ? new Lane(context, List.of(left), window, superseded) : this;
  }

  /** What a reader of this lane has seen. */
  public Seen seen() {
    return Seen.of(this);
  }

  /**
   * The same with every value emptied: it merges as this one does and tells what is there. Never to
   * be stored.
   */
  public Lane outline() {
    Sibling[] emptied = new Sibling[siblings.size()];
    for (int i = 0; i < emptied.length; i++) {
      Sibling each = siblings.get(i);
      emptied[i] = new Sibling(each.dot(), each.writeId(), each.content().emptied());
    }
    return new Lane(context, List.of(emptied), window, superseded);
  }

  /** The lane after the first attempt of a write. */
  public Lane put(WriteId id, Content content, @Nullable Seen seen, Dot dot, int windowEntries) {
    return put(WriteWindow.Entry.first(id, dot), content, seen, windowEntries);
  }

  /**
   * The lane after a write that is new to it. With a context the write supersedes exactly what that
   * covers; without one, the siblings known here whose writes were stamped earlier (DESIGN rule 3),
   * so that a late retry cannot bury a write acknowledged in between.
   *
   * @param write its name and its one dot
   */
  public Lane put(
      WriteWindow.Entry write, Content content, @Nullable Seen seen, int windowEntries) {
    WriteId id = write.id();
    Dot dot = write.dots().getFirst();
    List<Sibling> kept = new ArrayList<>(siblings.size() + 1);
    for (Sibling sibling : siblings) {
      boolean superseded =
          seen != null ? seen.covers(sibling) : sibling.writeId().stamp() < id.stamp();
      if (!superseded) {
        kept.add(sibling);
      }
    }
    kept.add(new Sibling(dot, id, content));
    VersionVector after = context.with(dot);
    WriteWindow recent = window.union(List.of(write), windowEntries);
    return seen == null
        ? settled(after, kept, recent, superseded)
        : settled(
            after.merge(seen.context()),
            kept,
            recent.union(seen.writes(), windowEntries),
            superseded.max(seen.version()));
  }

  /**
   * This lane as the base of a write without a context that is stamped {@code stamp}: it supersedes
   * what is chosen in the strong lane, if all of that was written earlier.
   */
  public Lane over(StrongLane chosen, long stamp) {
    boolean nothingNew = chosen.version().compareTo(superseded) <= 0;
    if (nothingNew || chosen.siblings().stream().anyMatch(s -> s.writeId().stamp() >= stamp)) {
      return this;
    }
    return settled(
        context.merge(chosen.absorbed()),
        new ArrayList<>(siblings),
        window,
        superseded.max(chosen.version()));
  }

  /** The least state that knows everything either side knows. */
  public Lane merge(Lane other, int windowEntries) {
    if (other.isEmpty() || this == other) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    List<Sibling> kept = new ArrayList<>(siblings.size() + other.siblings.size());
    for (Sibling sibling : siblings) {
      Sibling same = other.at(sibling.dot());
      if (same != null || !other.context.covers(sibling.dot())) {
        // Of one dot the tombstone wins: its value has expired, somewhere (DESIGN rule 8).
        kept.add(same == null || same.content().isPresent() ? sibling : same);
      }
    }
    for (Sibling sibling : other.siblings) {
      if (at(sibling.dot()) == null && !context.covers(sibling.dot())) {
        kept.add(sibling);
      }
    }
    return settled(
        context.merge(other.context),
        kept,
        window.union(other.window, windowEntries),
        superseded.max(other.superseded));
  }

  /** Of the newest write that is known here; {@link HybridClock#NONE} when none is. */
  public long newestStamp() {
    long newest = window.newestStamp();
    for (Sibling sibling : siblings) {
      newest = Math.max(newest, sibling.writeId().stamp());
    }
    return newest;
  }

  /** Siblings as a reader should see them: newest write first, aliases of one write once. */
  public List<Sibling> newestFirst() {
    if (siblings.size() <= 1) {
      return siblings;
    }
    List<Sibling> visible = new ArrayList<>(siblings.size());
    for (Sibling sibling : siblings) {
      if (visible.stream().noneMatch(seen -> seen.writeId().names(sibling.writeId()))) {
        visible.add(sibling);
      }
    }
    visible.sort(Comparator.comparing(Sibling::writeId).reversed());
    return visible;
  }

  private @Nullable Sibling at(Dot dot) {
    for (Sibling sibling : siblings) {
      if (sibling.dot().equals(dot)) {
        return sibling;
      }
    }
    return null;
  }

  /** Whether this very dot is among the siblings. */
  boolean carries(Sibling sibling) {
    return at(sibling.dot()) != null;
  }

  /**
   * Applies the alias rule, then sorts: dots of one write live and die together. The context covers
   * every dot of the window, so one that is not kept has been superseded, and its write with it.
   */
  private static Lane settled(
      VersionVector context, List<Sibling> kept, WriteWindow window, Ballot superseded) {
    List<Sibling> whole = new ArrayList<>(kept.size());
    for (Sibling sibling : kept) {
      if (window.isWhole(sibling, kept)) {
        whole.add(sibling);
      }
    }
    if (whole.size() > 1) {
      whole.sort(Comparator.comparing(Sibling::dot));
    }
    return new Lane(context, List.of(whole.toArray(Sibling[]::new)), window, superseded);
  }
}
