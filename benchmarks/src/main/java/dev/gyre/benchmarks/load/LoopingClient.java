package dev.gyre.benchmarks.load;

import dev.gyre.benchmarks.target.Completion;
import dev.gyre.benchmarks.target.Target;
import dev.gyre.core.value.Value;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One client: one operation in flight, the next one started by the answer. It stops at the end of
 * the window, or at its first failure, because a load that fails measures nothing.
 *
 * <p>Its fields are handed from one completing thread to the next by the target.
 */
final class LoopingClient implements Completion {
  private final Target target;
  private final Workload workload;
  private final Keyspace keyspace;
  private final Window window;
  private final Latencies latencies;
  private final SplittableRandom random;

  private Runnable onStop = () -> {};
  private long startedNanos;
  private boolean reading;
  private long gets;
  private long puts;
  private @Nullable Throwable failure;

  LoopingClient(
      Target target, Load load, Keyspace keyspace, Window window, Latencies latencies, long seed) {
    this.target = target;
    this.workload = load.workload();
    this.keyspace = keyspace;
    this.window = window;
    this.latencies = latencies;
    this.random = new SplittableRandom(seed);
  }

  /** Starts; {@code onStop} runs once, after the last operation. */
  void start(Runnable onStop) {
    this.onStop = onStop;
    next(System.nanoTime());
  }

  private void next(long nowNanos) {
    byte[] key = keyspace.key(random.nextInt(keyspace.keyCount()));
    reading = workload.reads(random.nextInt(100));
    startedNanos = nowNanos;
    if (reading) {
      target.get(key, this);
    } else {
      target.put(key, keyspace.value(), this);
    }
  }

  @Override
  public void stored() {
    completed();
  }

  @Override
  public void found(Value value) {
    if (value.length() == keyspace.value().length) {
      completed();
    } else {
      failed(new IllegalStateException("a get answered " + value.length() + " bytes"));
    }
  }

  private void completed() {
    long nowNanos = System.nanoTime();
    if (window.contains(nowNanos)) {
      latencies.record(nowNanos - startedNanos);
      if (reading) {
        gets++;
      } else {
        puts++;
      }
    }
    if (window.isOver(nowNanos)) {
      onStop.run();
    } else {
      next(nowNanos);
    }
  }

  @Override
  public void failed(Throwable cause) {
    failure = cause;
    onStop.run();
  }

  /** Gets answered within the window. */
  long gets() {
    return gets;
  }

  /** Puts answered within the window. */
  long puts() {
    return puts;
  }

  /** Why it stopped early, or null. */
  @Nullable Throwable failure() {
    return failure;
  }
}
