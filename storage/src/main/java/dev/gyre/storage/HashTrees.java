package dev.gyre.storage;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.host.Storage;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.merkle.HashForest;
import dev.gyre.core.merkle.HashTree;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.PartitionRequest.Detail;
import dev.gyre.core.message.PartitionRequest.Extent;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.ring.PartitionSet;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash trees over a store's cells, and what owners ask each other to become equal: answered out
 * of the trees, or put together from requests on single cells and pages. The same for every store.
 *
 * <p>A tree shows changes that are not durable yet: it promises nothing, and whoever finds a
 * difference asks for the cells, which are.
 */
final class HashTrees {
  private final int partitions;
  private final HashForest forest;

  /** The store itself. */
  private final Storage store;

  HashTrees(int partitions, Storage store) {
    this.partitions = partitions;
    this.forest = new HashForest(partitions);
    this.store = store;
  }

  /** A request ran on a cell; {@code after} is the same instance where it changed nothing. */
  @SuppressWarnings("ReferenceEquality")
  void applied(Key key, Cell before, Cell after) {
    if (before != after) {
      forest.changed(Ring.partitionOf(key, partitions), key, before, after);
    }
  }

  void apply(RepairRequest request, Completion completion) {
    switch (request) {
      case RepairRequest.Roots roots -> roots(roots, completion);
      case RepairRequest.Hashes hashes -> hashes(hashes, completion);
      case RepairRequest.Fetch fetch -> new Fetching(fetch, completion).begin();
      case RepairRequest.Store wanted -> new Storing(wanted, completion).begin();
      case RepairRequest.Grow grow -> grow(grow, completion);
    }
  }

  private static void refuse(
      Request request, Completion completion, Refusal refusal, String detail) {
    completion.durable(new Reply.Refused(request.id(), refusal, detail));
  }

  private void roots(RepairRequest.Roots request, Completion completion) {
    PartitionSet asked = request.partitions();
    if (asked.partitions() != partitions) {
      refuse(request, completion, Refusal.INVALID, "the store has " + partitions + " partitions");
      return;
    }
    PartitionSet trusted =
        PartitionSet.where(partitions, each -> asked.contains(each) && forest.isTrusted(each));
    long[] roots = new long[trusted.size()];
    int at = 0;
    for (int each = trusted.next(0); each >= 0; each = trusted.next(each + 1)) {
      roots[at++] = forest.trusted(each).root();
    }
    completion.durable(new RepairReply.Roots(request.id(), trusted, roots));
  }

  private void hashes(RepairRequest.Hashes request, Completion completion) {
    int partition = request.partition();
    if (partition >= partitions || !forest.isTrusted(partition)) {
      String detail = "there is no tree of partition " + partition + " yet";
      refuse(request, completion, Refusal.NOT_SERVING, detail);
      return;
    }
    HashTree tree = forest.trusted(partition);
    int branches = request.branches();
    long[] hashes = branches == 0 ? tree.branches() : tree.leaves(branches);
    completion.durable(new RepairReply.Hashes(request.id(), partition, branches, hashes));
  }

  private void grow(RepairRequest.Grow request, Completion completion) {
    int partition = request.partition();
    if (partition >= partitions) {
      refuse(request, completion, Refusal.INVALID, "the store has " + partitions + " partitions");
    } else if (forest.isTrusted(partition)) {
      completion.durable(new RepairReply.Grown(request.id(), partition, 0, true));
    } else {
      Key after = forest.beginPage(partition);
      PartitionRequest.Page page =
          new PartitionRequest.Page(
              request.id(),
              0,
              PartitionSet.of(partitions, partition),
              new KeyRange(KeyPrefix.EMPTY, after),
              new Extent(Detail.DIGESTS, request.cells(), Extent.MOST_BYTES));
      store.apply(page, (Answered) reply -> grown(request, completion, reply));
    }
  }

  private void grown(RepairRequest.Grow request, Completion completion, Reply reply) {
    int partition = request.partition();
    if (!(reply instanceof PartitionReply.Digests page)) {
      forest.failPage(partition);
      completion.durable(reply);
      return;
    }
    TreeMap<Key, Long> digests = new TreeMap<>();
    page.rows().forEach(row -> digests.put(row.key(), row.digest()));
    forest.endPage(partition, digests, page.more() ? page.rows().getLast().key() : null);
    completion.durable(
        new RepairReply.Grown(
            request.id(), partition, page.rows().size(), forest.isTrusted(partition)));
  }

  /** Told the end of a request that mints nothing. */
  @FunctionalInterface
  private interface Answered extends Completion {
    @Override
    default void applied(Reply.Minted minted) {
      throw new IllegalStateException("nobody asked to mint: " + minted);
    }
  }

  /** Reads cell after cell; the answer leaves when all are here. */
  private final class Fetching {
    private final RepairRequest.Fetch request;
    private final Completion completion;
    private final PartitionReply.@Nullable Row[] rows;
    private int missing;
    private boolean over;

    private Fetching(RepairRequest.Fetch request, Completion completion) {
      this.request = request;
      this.completion = completion;
      this.rows = new PartitionReply.@Nullable Row[request.keys().size()];
      this.missing = rows.length;
    }

    private void begin() {
      for (int i = 0; i < rows.length; i++) {
        int place = i;
        store.apply(
            new Request.Read(request.id(), request.keys().get(i)),
            (Answered) reply -> read(place, reply));
      }
    }

    private void read(int place, Reply reply) {
      if (over) {
        return;
      }
      if (!(reply instanceof Reply.Found found)) {
        over = true;
        completion.durable(reply);
        return;
      }
      rows[place] = new PartitionReply.Row(request.keys().get(place), found.lane());
      missing--;
      if (missing == 0) {
        List<PartitionReply.Row> all = new ArrayList<>();
        Arrays.stream(rows).forEach(all::add);
        completion.durable(
            new PartitionReply.Cells(request.id(), request.part(), List.copyOf(all), false));
      }
    }
  }

  /** Merges cell after cell; the answer leaves when all are durable. */
  private final class Storing {
    private final RepairRequest.Store request;
    private final Completion completion;
    private int missing;
    private boolean over;

    private Storing(RepairRequest.Store request, Completion completion) {
      this.request = request;
      this.completion = completion;
      this.missing = request.rows().size();
    }

    private void begin() {
      for (PartitionReply.Row row : request.rows()) {
        store.apply(
            new Request.Merge(request.id(), row.key(), row.lane()), (Answered) this::merged);
      }
    }

    private void merged(Reply reply) {
      if (over) {
        return;
      }
      missing--;
      if (!(reply instanceof Reply.Stored) || missing == 0) {
        over = true;
        completion.durable(reply);
      }
    }
  }
}
