package dev.gyre.benchmarks.ceiling;

import dev.gyre.benchmarks.target.Completion;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.nio.file.Path;

/** The bare ceiling under load. */
public final class CeilingTarget implements Target {
  private final CeilingCluster cluster;
  private final CeilingClient client;

  private CeilingTarget(CeilingCluster cluster) {
    this.cluster = cluster;
    this.client = new CeilingClient(cluster.addresses());
  }

  /** Starts three nodes with their logs in {@code directory}, and connects to them. */
  public static CeilingTarget start(Path directory) throws IOException {
    return new CeilingTarget(CeilingCluster.start(directory));
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
  public long forcesSoFar() {
    return cluster.forces();
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }
}
