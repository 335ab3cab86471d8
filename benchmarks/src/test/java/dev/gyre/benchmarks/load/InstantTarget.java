package dev.gyre.benchmarks.load;

import dev.gyre.benchmarks.target.Completion;
import dev.gyre.benchmarks.target.Meters;
import dev.gyre.benchmarks.target.Target;
import dev.gyre.core.value.Value;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** A target that answers from a thread of its own, as told; two forces a put. */
public final class InstantTarget implements Target {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong puts = new AtomicLong();
  private final AtomicLong gets = new AtomicLong();
  private final LongConsumer beforePut;
  private final Function<byte[], byte[]> reader;

  /**
   * @param beforePut called with the number of puts so far; what it throws fails the put
   * @param reader what a get of a key finds
   */
  public InstantTarget(LongConsumer beforePut, Function<byte[], byte[]> reader) {
    this.beforePut = beforePut;
    this.reader = reader;
  }

  @Override
  public void put(byte[] key, byte[] value, Completion completion) {
    thread.execute(
        () -> {
          try {
            beforePut.accept(puts.getAndIncrement());
            completion.stored();
          } catch (IllegalStateException refused) {
            completion.failed(refused);
          }
        });
  }

  @Override
  public void get(byte[] key, Completion completion) {
    gets.incrementAndGet();
    thread.execute(() -> completion.found(Value.of(reader.apply(key))));
  }

  long puts() {
    return puts.get();
  }

  long gets() {
    return gets.get();
  }

  @Override
  public Meters meters() {
    return new Meters(2 * puts.get(), puts.get() + gets.get());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
