package dev.gyre.benchmarks.drill;

import dev.gyre.client.GyreClient;
import dev.gyre.client.Reading;
import dev.gyre.core.value.Value;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Reads at QUORUM every key whose write was acknowledged, and compares. */
final class ReadBack {
  private static final int IN_FLIGHT = 64;
  private static final int RETRIES = 10;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final GyreClient client;
  private final Ledger ledger;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger found = new AtomicInteger();
  private final AtomicInteger missing = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private final AtomicInteger unreadable = new AtomicInteger();
  private final CountDownLatch readers = new CountDownLatch(IN_FLIGHT);

  ReadBack(GyreClient client, Ledger ledger) {
    this.client = client;
    this.ledger = ledger;
  }

  /**
   * @param found keys that hold what was written
   * @param missing keys that are absent
   * @param wrong keys that hold something else
   * @param unreadable keys that no attempt could read
   */
  record Result(int found, int missing, int wrong, int unreadable) {
    boolean isComplete() {
      return missing == 0 && wrong == 0 && unreadable == 0;
    }
  }

  Result run() throws InterruptedException {
    for (int i = 0; i < IN_FLIGHT; i++) {
      readNext();
    }
    readers.await();
    return new Result(found.get(), missing.get(), wrong.get(), unreadable.get());
  }

  private void readNext() {
    int key = next.getAndIncrement();
    while (key < ledger.keys() && ledger.ending(key) != Ledger.Ending.ACKNOWLEDGED) {
      key = next.getAndIncrement();
    }
    if (key < ledger.keys()) {
      read(key);
    } else {
      readers.countDown();
    }
  }

  private void read(int key) {
    client
        .get(DrillData.key(key))
        .retryWhen(Retry.fixedDelay(RETRIES, PAUSE))
        .doOnError(failure -> unreadable.incrementAndGet())
        .onErrorResume(failure -> Mono.empty())
        .doFinally(end -> readNext())
        .subscribe(reading -> compare(key, reading));
  }

  private void compare(int key, Reading reading) {
    Value value = reading.value().orElse(null);
    if (value == null) {
      missing.incrementAndGet();
    } else if (value.equals(DrillData.value(key))) {
      found.incrementAndGet();
    } else {
      wrong.incrementAndGet();
    }
  }
}
