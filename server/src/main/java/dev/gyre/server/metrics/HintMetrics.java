package dev.gyre.server.metrics;

import dev.gyre.core.host.NodeHost;
import dev.gyre.core.message.PendingHints;
import dev.gyre.core.ring.Member;
import dev.gyre.core.value.NodeId;
import dev.gyre.storage.DurableStorage;
import dev.gyre.storage.HintStatistics;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The meters of hints: how many are kept for whom, and what became of them. */
public final class HintMetrics {
  private HintMetrics() {}

  public static void watch(NodeMetrics metrics, DurableStorage store, NodeHost host) {
    for (Member member : host.settings().topology().members()) {
      NodeId target = member.id();
      if (!target.equals(host.settings().self())) {
        metrics.ofTarget(
            "gyre.hints.pending",
            "Hints kept for a node that could not be reached",
            target,
            () -> of(store, target, PendingHints::count));
        metrics.ofTarget(
            "gyre.hints.bytes",
            "Bytes of those hints",
            target,
            () -> of(store, target, PendingHints::bytes));
      }
    }
    count(metrics, store, "stored", HintStatistics::stored);
    count(metrics, store, "handed.over", HintStatistics::handedOver);
    count(metrics, store, "refused", HintStatistics::refused);
    dropped(metrics, store, "aged", HintStatistics::aged);
    dropped(metrics, store, "damaged", HintStatistics::damaged);
    metrics.count(
        "gyre.hints.left.out",
        "Writes that left owners to anti-entropy, because too many see to theirs",
        () -> host.node().settlementsSkipped());
  }

  private static long of(DurableStorage store, NodeId target, ToLongFunction<PendingHints> value) {
    return store.hintStatistics().pending().stream()
        .filter(some -> some.target().equals(target))
        .mapToLong(value)
        .sum();
  }

  private static void count(
      NodeMetrics metrics,
      DurableStorage store,
      String name,
      ToDoubleFunction<HintStatistics> value) {
    metrics.count(
        "gyre.hints." + name,
        "Hints " + name.replace('.', ' '),
        () -> value.applyAsDouble(store.hintStatistics()));
  }

  private static void dropped(
      NodeMetrics metrics,
      DurableStorage store,
      String reason,
      ToDoubleFunction<HintStatistics> value) {
    metrics.count(
        "gyre.hints.dropped",
        "Hints that will never be handed over",
        () -> value.applyAsDouble(store.hintStatistics()),
        "reason",
        reason);
  }
}
