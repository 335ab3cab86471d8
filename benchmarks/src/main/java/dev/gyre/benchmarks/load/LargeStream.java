package dev.gyre.benchmarks.load;

import dev.gyre.benchmarks.target.Completion;
import dev.gyre.benchmarks.target.Target;
import dev.gyre.core.value.Value;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client that writes and reads the same large value in turns, until it is told to stop. What is
 * refused, because the cluster has all the bytes it takes, is asked again after a pause: that too
 * is load.
 */
public final class LargeStream implements Completion {
  private static final int PAUSE_MILLIS = 50;

  private final Target target;
  private final byte[] key;
  private final byte[] value;
  private final AtomicLong transferred = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopping;
  private boolean reading;

  /** Does nothing before {@link #start}. */
  public LargeStream(Target target, byte[] key, int valueBytes) {
    this.target = target;
    this.key = key;
    this.value = new Keyspace(1, valueBytes).value();
  }

  /** Starts with a write. */
  public void start() {
    next();
  }

  private void next() {
    if (stopping) {
      ended.complete(null);
    } else if (reading) {
      target.get(key, this);
    } else {
      target.put(key, value, this);
    }
  }

  @Override
  public void stored() {
    transferred.incrementAndGet();
    reading = true;
    next();
  }

  @Override
  public void found(Value found) {
    transferred.incrementAndGet();
    reading = false;
    next();
  }

  @Override
  public void failed(Throwable cause) {
    refused.incrementAndGet();
    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS).execute(this::next);
  }

  /** Ends after the operation under way, and waits for that. */
  public void stop() {
    stopping = true;
    ended.join();
  }

  /** Values written and read so far. */
  public long transferred() {
    return transferred.get();
  }

  /** Operations that failed so far. */
  public long refused() {
    return refused.get();
  }
}
