package dev.gyre.core.repair;

import dev.gyre.core.merkle.LeafSet;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.message.PartitionRequest.Extent;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.repair.Differences.Differing;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an exchange asks both owners, and what it makes of their answers. */
sealed interface Question {
  Message.ToReplica request(Course course);

  /** Whether the reply is one to this question, rather than late to another. */
  boolean isAnsweredBy(Reply reply);

  /** Both have answered: {@link #isAnsweredBy} holds for either. */
  Verdict answered(Course course, Reply mine, Reply theirs);

  /** The roots of some partitions. */
  record OfRoots(PartitionSet partitions) implements Question {
    @Override
    public Message.ToReplica request(Course course) {
      return new RepairRequest.Roots(course.id(), partitions);
    }

    @Override
    public boolean isAnsweredBy(Reply reply) {
      return reply instanceof RepairReply.Roots roots
          && roots.trusted().partitions() == partitions.partitions();
    }

    @Override
    public Verdict answered(Course course, Reply mine, Reply theirs) {
      RepairReply.Roots left = (RepairReply.Roots) mine;
      RepairReply.Roots right = (RepairReply.Roots) theirs;
      PartitionSet both =
          PartitionSet.where(
              partitions.partitions(),
              each ->
                  partitions.contains(each)
                      && left.trusted().contains(each)
                      && right.trusted().contains(each));
      PartitionSet differing =
          PartitionSet.where(
              partitions.partitions(),
              each -> both.contains(each) && left.of(each) != right.of(each));
      int unknown = partitions.size() - both.size();
      RepairReport seen = new RepairReport(both.size(), differing.size(), 0, 0, 0, unknown);
      return next(course.with(seen), differing, -1);
    }
  }

  /** The first partition behind another that differs. */
  private static Verdict next(Course course, PartitionSet differing, int behind) {
    int partition = differing.next(behind + 1);
    return partition < 0
        ? new Verdict.Done(course)
        : new Verdict.Ask(course, new OfHashes(differing, partition, 0));
  }

  /**
   * The branches of a tree, or the leaves of some of them.
   *
   * @param differing partitions that differ, this one and those before it included
   * @param branches as {@link RepairRequest.Hashes} has them
   */
  record OfHashes(PartitionSet differing, int partition, int branches) implements Question {
    @Override
    public Message.ToReplica request(Course course) {
      return new RepairRequest.Hashes(course.id(), partition, branches);
    }

    @Override
    public boolean isAnsweredBy(Reply reply) {
      return reply instanceof RepairReply.Hashes hashes
          && hashes.partition() == partition
          && hashes.branches() == branches;
    }

    @Override
    public Verdict answered(Course course, Reply mine, Reply theirs) {
      long[] left = ((RepairReply.Hashes) mine).hashes();
      long[] right = ((RepairReply.Hashes) theirs).hashes();
      if (branches == 0) {
        int found = Differences.branches(left, right);
        return found == 0
            ? next(course, differing, partition)
            : new Verdict.Ask(course, new OfHashes(differing, partition, found));
      }
      LeafSet leaves = Differences.leaves(branches, left, right);
      return leaves.size() == 0
          ? next(course, differing, partition)
          : new Verdict.Ask(course, new OfCells(differing, partition, leaves, 0, null));
    }
  }

  /**
   * The digests of the cells of some leaves, a page of them.
   *
   * @param part counts pages and batches within the partition
   * @param after where the last page ended, null for the first
   */
  record OfCells(
      PartitionSet differing, int partition, LeafSet leaves, int part, @Nullable Key after)
      implements Question {
    @Override
    public Message.ToReplica request(Course course) {
      int cells = course.plan().settings().pageCells();
      Extent extent = new Extent(Detail.DIGESTS, cells, Extent.MOST_BYTES, leaves);
      KeyRange range = new KeyRange(KeyPrefix.EMPTY, after);
      PartitionSet only = PartitionSet.of(differing.partitions(), partition);
      return new PartitionRequest.Page(course.id(), part, only, range, extent);
    }

    @Override
    public boolean isAnsweredBy(Reply reply) {
      return reply instanceof PartitionReply.Digests page && page.part() == part;
    }

    @Override
    public Verdict answered(Course course, Reply mine, Reply theirs) {
      Differences.Listed listed =
          Differences.cells((PartitionReply.Digests) mine, (PartitionReply.Digests) theirs);
      RepairReport seen = new RepairReport(0, 0, listed.keys().size(), 0, 0, 0);
      return goOn(course.with(seen), this, part + 1, listed.keys(), listed.through());
    }
  }

  /** The next batch of keys; without any the next page; without one the next partition. */
  private static Verdict goOn(
      Course course, OfCells page, int part, List<Differing> keys, @Nullable Key through) {
    if (!keys.isEmpty()) {
      int most = course.plan().settings().batchBytes();
      return new Verdict.Ask(course, OfLanes.first(page, part, keys, through, most));
    }
    return through == null
        ? next(course, page.differing(), page.partition())
        : new Verdict.Ask(
            course, new OfCells(page.differing(), page.partition(), page.leaves(), part, through));
  }

  /**
   * The lanes of keys that differ.
   *
   * @param page to which they belong
   * @param keys that are asked for
   * @param rest those that come after them
   * @param through where the page ended, null if it was the last
   */
  record OfLanes(
      OfCells page, int part, List<Key> keys, List<Differing> rest, @Nullable Key through)
      implements Question {

    static OfLanes first(
        OfCells page, int part, List<Differing> keys, @Nullable Key through, int mostBytes) {
      int count = 1;
      long bytes = keys.getFirst().bytes();
      while (count < keys.size() && bytes + keys.get(count).bytes() <= mostBytes) {
        bytes += keys.get(count++).bytes();
      }
      List<Key> asked = keys.subList(0, count).stream().map(Differing::key).toList();
      return new OfLanes(page, part, asked, keys.subList(count, keys.size()), through);
    }

    @Override
    public Message.ToReplica request(Course course) {
      return new RepairRequest.Fetch(course.id(), part, keys);
    }

    @Override
    public boolean isAnsweredBy(Reply reply) {
      return reply instanceof PartitionReply.Cells cells
          && cells.part() == part
          && cells.rows().stream().map(PartitionReply.Row::key).toList().equals(keys);
    }

    @Override
    public Verdict answered(Course course, Reply mine, Reply theirs) {
      var limits = course.plan().limits();
      Differences.Lacking lacking =
          Differences.lanes(
              ((PartitionReply.Cells) mine).rows(),
              ((PartitionReply.Cells) theirs).rows(),
              limits.windowEntries(),
              limits.laneBytes());
      Verdict then = goOn(course, page, part + 1, rest, through);
      return switch (then) {
        case Verdict.Ask ask -> new Verdict.Move(course, lacking, ask.question());
        case Verdict.Done done -> new Verdict.Move(course, lacking, null);
        case Verdict.Move move -> throw new IllegalStateException("lanes were not asked for");
      };
    }
  }
}
