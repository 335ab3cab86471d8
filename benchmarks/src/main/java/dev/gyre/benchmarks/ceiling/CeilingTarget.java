package dev.gyre.benchmarks.ceiling;

import dev.gyre.benchmarks.process.ClusterProcess;
import dev.gyre.benchmarks.target.Completion;
import dev.gyre.benchmarks.target.Meters;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.nio.file.Path;

/** The bare ceiling under load: three nodes in one other process. */
public final class CeilingTarget implements Target {
  private final ClusterProcess cluster;
  private final CeilingClient client;

  private CeilingTarget(ClusterProcess cluster) {
    this.cluster = cluster;
    this.client = new CeilingClient(cluster.addresses());
  }

  /** Starts three nodes with their logs in {@code directory}, and connects to them. */
  public static CeilingTarget start(Path directory) throws IOException {
    return new CeilingTarget(ClusterProcess.start(CeilingMain.class, directory));
  }

  @Override
  public void put(byte[] key, byte[] value, Completion completion) {
    client.put(key, value, completion);
  }

  @Override
  public void get(byte[] key, Completion completion) {
    client.get(key, completion);
  }

  @Override
  public Meters meters() throws IOException {
    return new Meters(cluster.forces(), cluster.cpuNanos());
  }

  @Override
  public void close() throws IOException {
    client.close();
    cluster.close();
  }
}
