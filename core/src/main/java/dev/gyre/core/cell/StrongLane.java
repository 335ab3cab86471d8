package dev.gyre.core.cell;

import dev.gyre.core.clock.Actor;
import dev.gyre.core.clock.Dot;
import dev.gyre.core.clock.VersionVector;
import dev.gyre.core.consensus.Ballot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a key's register holds: the state that linearizable operations agree on, and how it meets
 * the eventual lane.
 *
 * <p>An eventual write takes effect here when a round meets it: {@link #fold}. From then on the
 * register speaks for its dot, which readers no longer show from the eventual lane (DESIGN rule 7).
 *
 * @param version the ballot of the round that made these siblings: the ETag; NONE before the first
 * @param siblings ascending by dot. One, unless eventual writes were folded in beside it. What a
 *     linearizable write left bears its ballot as a dot ({@link #dotOf})
 * @param absorbed every dot of the eventual lane that took effect here, or was superseded before
 * @param window recent operations
 */
public record StrongLane(
    Ballot version, List<Sibling> siblings, VersionVector absorbed, OperationWindow window) {
  public static final StrongLane EMPTY =
      new StrongLane(Ballot.NONE, List.of(), VersionVector.EMPTY, OperationWindow.EMPTY);

  private static final int ACTOR_BYTES = 24;
  private static final int OPERATION_BYTES = 56;
  private static final int HEAD_BYTES = 64;

  /** Whether some value is there. */
  public boolean isPresent() {
    return siblings.stream().anyMatch(sibling -> sibling.content().isPresent());
  }

  /** The encoded size in bytes, rounded up: what limits are held against. */
  public int sizeBytes() {
    int size =
        HEAD_BYTES + absorbed.size() * ACTOR_BYTES + window.entries().size() * OPERATION_BYTES;
    for (Sibling sibling : siblings) {
      size += sibling.sizeBytes();
    }
    return size;
  }

  /** How a sibling bears the version that made it. */
  public static Dot dotOf(Ballot version) {
    return new Dot(
        new Actor(version.node(), version.life(), Actor.REGISTER_BIRTH), version.counter());
  }

  /** The version that a sibling's dot stands for, or NONE if an eventual write minted it. */
  static Ballot versionOf(Dot dot) {
    Actor actor = dot.actor();
    return actor.birth() == Actor.REGISTER_BIRTH
        ? new Ballot(dot.counter(), actor.node(), actor.life())
        : Ballot.NONE;
  }

  /** Whether everything in the lane took effect here. */
  public boolean hasAbsorbed(VersionVector context) {
    return absorbed.covers(context);
  }

  /**
   * This state after every eventual write of the lane took effect: what the lane supersedes is
   * gone, its siblings not yet absorbed have come. A change of siblings is a new version.
   */
  public StrongLane fold(Lane lane, Ballot ballot, int operations) {
    if (hasAbsorbed(lane.context())) {
      return this;
    }
    List<Sibling> after = new ArrayList<>(siblings.size() + lane.siblings().size());
    for (Sibling sibling : siblings) {
      if (!isSuperseded(sibling, lane)) {
        after.add(sibling);
      }
    }
    boolean changed = after.size() < siblings.size();
    OperationWindow names = window;
    for (Sibling sibling : lane.siblings()) {
      if (!absorbed.covers(sibling.dot()) && !names.knows(sibling.writeId())) {
        after.add(sibling);
        changed = true;
        names =
            names.with(
                new OperationWindow.Entry(sibling.writeId(), OperationWindow.Result.FOLDED, ballot),
                operations);
      }
    }
    after.sort(Comparator.comparing(Sibling::dot));
    return new StrongLane(
        changed ? ballot : version,
        List.of(after.toArray(Sibling[]::new)),
        absorbed.merge(lane.context()),
        names);
  }

  private static boolean isSuperseded(Sibling sibling, Lane lane) {
    Ballot made = versionOf(sibling.dot());
    return made.isNone()
        ? lane.context().covers(sibling.dot()) && !lane.carries(sibling)
        : made.compareTo(lane.superseded()) <= 0;
  }

  /**
   * What becomes of an operation here. Its name is looked up before its condition: a retry is
   * answered what its first attempt was.
   *
   * @param ballot of the round
   * @param mayHaveRun whether an earlier attempt may have been decided
   */
  public Decision decide(Operation operation, Ballot ballot, boolean mayHaveRun, int operations) {
    OperationWindow.Entry known = window.find(operation.id());
    Condition condition = operation.condition();
    boolean holds = condition == null || condition.holds(this);
    if (known != null) {
      return switch (known.result()) {
        case APPLIED, FOLDED -> new Decision.Applied(this, known.version());
        case FAILED -> new Decision.Failed(this, holds ? null : this);
      };
    }
    if (mayHaveRun && operation.id().stamp() <= window.evictedStamp()) {
      return new Decision.Forgotten(this);
    }
    if (!holds) {
      OperationWindow.Entry failed =
          new OperationWindow.Entry(operation.id(), OperationWindow.Result.FAILED, version);
      return new Decision.Failed(
          new StrongLane(version, siblings, absorbed, window.with(failed, operations)), this);
    }
    OperationWindow.Entry applied =
        new OperationWindow.Entry(operation.id(), OperationWindow.Result.APPLIED, ballot);
    Sibling written = new Sibling(dotOf(ballot), operation.id(), operation.content());
    return new Decision.Applied(
        new StrongLane(ballot, List.of(written), absorbed, window.with(applied, operations)),
        ballot);
  }

  /** Siblings as a reader should see them: newest write first. */
  public List<Sibling> newestFirst() {
    if (siblings.size() <= 1) {
      return siblings;
    }
    List<Sibling> sorted = new ArrayList<>(siblings);
    sorted.sort(Comparator.comparing(Sibling::writeId).reversed());
    return sorted;
  }

  /** What a reader has seen who was shown this state. */
  public Seen seen() {
    List<WriteWindow.Entry> names = new ArrayList<>();
    for (Sibling sibling : siblings) {
      if (versionOf(sibling.dot()).isNone()) {
        names.add(WriteWindow.Entry.first(sibling.writeId(), sibling.dot()));
      }
    }
    return new Seen(absorbed, WriteWindow.EMPTY.union(names, Integer.MAX_VALUE).entries(), version);
  }
}
