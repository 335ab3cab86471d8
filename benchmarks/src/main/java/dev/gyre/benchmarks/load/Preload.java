package dev.gyre.benchmarks.load;

import dev.gyre.benchmarks.target.Completion;
import dev.gyre.benchmarks.target.Target;
import dev.gyre.core.value.Value;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores every key once, several at a time, so that reads find something. */
public final class Preload implements Completion {
  /** Enough to fill a store quickly. */
  public static final int MANY = 64;

  private final Target target;
  private final Keyspace keyspace;
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger stored = new AtomicInteger();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Preload(Target target, Keyspace keyspace) {
    this.target = target;
    this.keyspace = keyspace;
  }

  /** Returns when all keys are stored; throws when one could not be. */
  public static void store(Keyspace keyspace, Target target, int inFlight) {
    Preload preload = new Preload(target, keyspace);
    for (int i = 0; i < inFlight; i++) {
      preload.next();
    }
    preload.done.join();
  }

  private void next() {
    int index = started.getAndIncrement();
    if (index < keyspace.keyCount()) {
      target.put(keyspace.key(index), keyspace.value(), this);
    }
  }

  @Override
  public void stored() {
    if (stored.incrementAndGet() == keyspace.keyCount()) {
      done.complete(null);
    } else {
      next();
    }
  }

  @Override
  public void found(Value value) {
    failed(new IllegalStateException("a put was answered as a get"));
  }

  @Override
  public void failed(Throwable cause) {
    done.completeExceptionally(cause);
  }
}
