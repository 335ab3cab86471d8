package dev.gyre.benchmarks.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A running cluster, seen from within its process. */
public interface Cluster extends AutoCloseable {
  /** Where its nodes serve clients. */
  List<InetSocketAddress> addresses();

  /** Forces of files to disk done so far by all nodes together. */
  long forces();

  @Override
  void close() throws IOException;
}
