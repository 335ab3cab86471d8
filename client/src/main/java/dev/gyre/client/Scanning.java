package dev.gyre.client;

import dev.gyre.client.host.ClientHost;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.KeyPrefix;
import dev.gyre.core.value.KeyRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A scan as pages, one after the other. While one is being consumed the next is asked for, and none
 * beyond it: what is here at a time is two pages, however many keys there are.
 */
record Scanning(ClientHost host, KeyPrefix prefix, ScanOptions options) {

  Flux<Listed> run() {
    return page(options.after())
        .expand(
            page -> {
              Key next = page.next();
              return next == null ? Mono.empty() : page(next);
            })
        .concatMapIterable(Outcome.Page::entries, 1)
        .map(
            entry ->
                new Listed(
                    entry.key(),
                    entry.value(),
                    HybridClock.millis(entry.stamp()),
                    entry.siblings()));
  }

  private Mono<Outcome.Page> page(@Nullable Key after) {
    Command.Scan scan =
        new Command.Scan(
            new KeyRange(prefix, after),
            options.pageKeys(),
            options.values(),
            Objects.requireNonNull(options.reads().consistency()),
            (int) Objects.requireNonNull(options.reads().timeout()).toMillis());
    return host.ask(scan, Scanning::end);
  }

  private static void end(Outcome outcome, int attempts, MonoSink<Outcome.Page> sink) {
    switch (outcome) {
      case Outcome.Page page -> sink.success(page);
      case Outcome.Found found -> throw new IllegalStateException("a scan was " + found);
      case Outcome.Written written -> throw new IllegalStateException("a scan was " + written);
      case Outcome.ConditionFailed failed ->
          throw new IllegalStateException("a scan was " + failed);
      case Outcome.Repaired repaired -> throw new IllegalStateException("a scan was " + repaired);
      case Outcome.NotApplied refused -> sink.error(GyreClient.error(refused, attempts));
      case Outcome.Unknown unknown -> sink.error(GyreClient.error(unknown, attempts));
    }
  }
}
