package dev.gyre.benchmarks.ceiling;

import dev.gyre.benchmarks.process.ClusterProcess;
import java.io.IOException;
import java.nio.file.Path;

/** The process of a {@link CeilingCluster}: its argument is the directory for the logs. */
final class CeilingMain {
  private CeilingMain() {}

  static void main(String... arguments) throws IOException {
    try (CeilingCluster cluster = CeilingCluster.start(Path.of(arguments[0]))) {
      ClusterProcess.serve(cluster);
    }
  }
}
