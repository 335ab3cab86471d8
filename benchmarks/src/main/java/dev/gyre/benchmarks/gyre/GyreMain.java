package dev.gyre.benchmarks.gyre;

import dev.gyre.benchmarks.process.ClusterProcess;
import java.io.IOException;
import java.nio.file.Path;

/** The process of a {@link GyreCluster}: its argument is the directory for the data. */
final class GyreMain {
  private GyreMain() {}

  static void main(String... arguments) throws IOException {
    try (GyreCluster cluster = GyreCluster.start(Path.of(arguments[0]))) {
      ClusterProcess.serve(cluster);
    }
    System.exit(0);
  }
}
