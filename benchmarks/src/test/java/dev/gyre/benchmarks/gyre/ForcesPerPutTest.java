package dev.gyre.benchmarks.gyre;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.benchmarks.load.Keyspace;
import dev.gyre.benchmarks.load.Preload;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forces of the whole cluster per durable QUORUM put: what decides its throughput on any disk, and
 * a count, so that it can stand in a test (the design's section 10).
 */
class ForcesPerPutTest {
  @TempDir Path directory;
  private GyreTarget cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = GyreTarget.start(directory);
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  @Test
  void oneClientCostsAtMostOneForceOnEachNode() {
    int puts = 300;
    long forces = forcesOf(puts, 1);
    assertTrue(forces >= 2L * puts && forces <= 3L * puts, forces + " forces of " + puts + " puts");
  }

  @Test
  void manyClientsShareForces() {
    int puts = 20_000;
    long forces = forcesOf(puts, 128);
    assertTrue(forces > 0 && forces <= puts * 0.15, forces + " forces of " + puts + " puts");
  }

  /** The third owner may still be forcing when a put is answered: a later count would be higher. */
  private long forcesOf(int puts, int clients) {
    long before = cluster.meters().forces();
    Preload.store(new Keyspace(puts, 100), cluster, clients);
    return cluster.meters().forces() - before;
  }
}
