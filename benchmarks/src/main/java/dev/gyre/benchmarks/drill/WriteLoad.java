package dev.gyre.benchmarks.drill;

import dev.gyre.client.GyreClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes every key once at QUORUM, several at a time. A write that fails is entered as the client
 * says and not asked again: the drill is about what was promised, not about getting through.
 */
final class WriteLoad {
  private final GyreClient client;
  private final Ledger ledger;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch[] reached;
  private final CountDownLatch ended;

  /**
   * @param marks key numbers at which {@link #awaitMark} returns, ascending
   */
  WriteLoad(GyreClient client, Ledger ledger, int... marks) {
    this.client = client;
    this.ledger = ledger;
    this.ended = new CountDownLatch(ledger.keys());
    this.reached = new CountDownLatch[marks.length];
    for (int i = 0; i < marks.length; i++) {
      reached[i] = new CountDownLatch(marks[i]);
    }
  }

  /** Starts as many clients, each with one write under way; returns at once. */
  void start(int clients) {
    for (int i = 0; i < clients; i++) {
      writeNext();
    }
  }

  private void writeNext() {
    int key = next.getAndIncrement();
    if (key < ledger.keys()) {
      client
          .put(DrillData.key(key), DrillData.value(key))
          .subscribe(receipt -> acknowledged(key), failure -> failed(key, failure));
    }
  }

  private void acknowledged(int key) {
    ledger.acknowledged(key);
    ended();
  }

  private void failed(int key, Throwable failure) {
    ledger.failed(key, failure);
    ended();
  }

  private void ended() {
    for (CountDownLatch mark : reached) {
      mark.countDown();
    }
    ended.countDown();
    writeNext();
  }

  /** Returns when as many writes have ended as the mark of this position says. */
  void awaitMark(int position) throws InterruptedException {
    reached[position].await();
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
