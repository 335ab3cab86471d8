package dev.gyre.scenarios.cluster;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.host.Storage;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.ring.Ring;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.oracle.Violation;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what the owners of each key hold, once all is quiet. */
final class Replicas {
  /** For the owners' answers. */
  private static final Duration ENOUGH = Duration.ofSeconds(1);

  /**
   * So often they are asked before it counts that they differ: a minute is what repair may take.
   */
  private static final int MOST_QUESTIONS = 60;

  private Replicas() {}

  /** One violation a key whose owners still differ, or do not tell, when repair had its time. */
  static Vector<Violation> compare(SimCluster cluster, Vector<String> keys) {
    Vector<Violation> differing = differing(cluster, keys);
    for (int asked = 1; asked < MOST_QUESTIONS && !differing.isEmpty(); asked++) {
      differing = differing(cluster, keys);
    }
    return differing;
  }

  private static Vector<Violation> differing(SimCluster cluster, Vector<String> keys) {
    TreeMap<String, TreeMap<String, Reply>> found = new TreeMap<>();
    cluster.simulation().within(() -> ask(cluster, keys, found));
    cluster.simulation().runFor(ENOUGH);
    List<Violation> violations = new ArrayList<>();
    found.forEach(
        (key, replies) -> {
          if (replies.values().stream().map(Replicas::lane).distinct().count() > 1) {
            violations.add(
                new Violation(Promise.CONVERGED, "the owners of " + key + " differ: " + replies));
          }
        });
    return Vector.ofAll(violations);
  }

  private static void ask(
      SimCluster cluster, Vector<String> keys, TreeMap<String, TreeMap<String, Reply>> found) {
    for (SimNode node : cluster.nodes()) {
      Storage storage = node.storage();
      Ring ring = node.settings().ring();
      if (storage == null) {
        continue;
      }
      for (String key : keys) {
        NodeId self = node.member().id();
        if (ring.owners(Key.of(key)).contains(self)) {
          TreeMap<String, Reply> replies = found.computeIfAbsent(key, unseen -> new TreeMap<>());
          RequestId id = new RequestId(-1);
          ask(storage, new Request.Read(id, Key.of(key)), node.name(), replies);
        }
      }
    }
  }

  private static void ask(
      Storage storage, Request.Read read, String node, TreeMap<String, Reply> replies) {
    storage.apply(
        read,
        new Storage.Completion() {
          @Override
          public void applied(Reply.Minted minted) {
            throw new IllegalStateException("a read minted: " + minted);
          }

          @Override
          public void durable(Reply reply) {
            replies.put(node, reply);
          }
        });
  }

  private static @Nullable Lane lane(Reply reply) {
    return reply instanceof Reply.Found found ? found.lane() : null;
  }
}
