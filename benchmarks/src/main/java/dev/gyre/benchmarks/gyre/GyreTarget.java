package dev.gyre.benchmarks.gyre;

import dev.gyre.benchmarks.process.ClusterProcess;
import dev.gyre.benchmarks.target.Completion;
import dev.gyre.benchmarks.target.Meters;
import dev.gyre.benchmarks.target.Target;
import dev.gyre.client.GyreClient;
import dev.gyre.client.GyreClientBuilder;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Gyre under load, as a program meets it: through its client, one for all who load. */
public final class GyreTarget implements Target {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ClusterProcess cluster;
  private final GyreClient client;

  private GyreTarget(ClusterProcess cluster) {
    this.cluster = cluster;
    GyreClientBuilder builder = GyreClient.builder().name("bench").timeout(TIMEOUT);
    cluster
        .addresses()
        .forEach(node -> builder.seed(node.getAddress().getHostAddress() + ":" + node.getPort()));
    this.client = builder.build();
  }

  /** Starts three nodes with their data in {@code directory}, and connects to them. */
  public static GyreTarget start(Path directory) throws IOException {
    GyreTarget target = new GyreTarget(ClusterProcess.start(GyreMain.class, directory));
    target.client.topology().block(TIMEOUT);
    return target;
  }

  @Override
  public void put(byte[] key, byte[] value, Completion completion) {
    client
        .put(Key.of(key), Value.of(value))
        .subscribe(receipt -> completion.stored(), completion::failed);
  }

  @Override
  public void get(byte[] key, Completion completion) {
    client
        .get(Key.of(key))
        .subscribe(
            reading -> completion.found(reading.value().orElse(Value.EMPTY)), completion::failed);
  }

  @Override
  public Meters meters() {
    return new Meters(cluster.forces(), cluster.cpuNanos());
  }

  @Override
  public void close() throws IOException {
    client.close().block(TIMEOUT);
    cluster.close();
  }
}
