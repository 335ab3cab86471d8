package dev.gyre.benchmarks.load;

import dev.gyre.benchmarks.target.Meters;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Runs a load against a target: warm-up, then the window that counts. */
public final class ClosedLoop {
  /** How long after the window the last answers may take before the run is given up. */
  private static final long STRAGGLER_SECONDS = 30;

  private final Load load;
  private final Keyspace keyspace;
  private final Timing timing;

  public ClosedLoop(Load load, Keyspace keyspace, Timing timing) {
    this.load = load;
    this.keyspace = keyspace;
    this.timing = timing;
  }

  /**
   * Measures {@code target}, whose keys were stored before.
   *
   * @throws IllegalStateException when an operation failed or was never answered
   */
  public Measurement measure(Target target) throws InterruptedException, IOException {
    Latencies latencies = new Latencies();
    Window window = Window.after(System.nanoTime(), timing);
    List<LoopingClient> clients = new ArrayList<>();
    for (int index = 0; index < load.clients(); index++) {
      clients.add(new LoopingClient(target, load, keyspace, window, latencies, index));
    }
    CountDownLatch running = new CountDownLatch(load.clients());
    clients.forEach(client -> client.start(running::countDown));
    Meters before = metersAt(window.fromNanos(), target);
    Meters after = metersAt(window.toNanos(), target);
    if (!running.await(STRAGGLER_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(running.getCount() + " clients were never answered");
    }
    clients.forEach(ClosedLoop::requireSuccess);
    return measurement(clients, latencies.total(), after.since(before));
  }

  private static Meters metersAt(long nanos, Target target)
      throws InterruptedException, IOException {
    TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    return target.meters();
  }

  private static void requireSuccess(LoopingClient client) {
    if (client.failure() != null) {
      throw new IllegalStateException("an operation failed", client.failure());
    }
  }

  private Measurement measurement(List<LoopingClient> clients, Histogram latencies, Meters used) {
    long gets = clients.stream().mapToLong(LoopingClient::gets).sum();
    long puts = clients.stream().mapToLong(LoopingClient::puts).sum();
    double seconds = timing.measuredNanos() / 1e9;
    return new Measurement(
        (gets + puts) / seconds,
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(99),
        latencies.getValueAtPercentile(99.9),
        (double) used.forces() / puts,
        (double) used.cpuNanos() / (gets + puts));
  }
}
