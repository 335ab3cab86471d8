package dev.gyre.benchmarks.ceiling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gyre.benchmarks.process.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@link CeilingCluster} in a process of its own. It says {@code ready} and its ports, answers
 * every line with {@code forces} and their number so far, and ends with its standard input.
 */
final class CeilingProcess implements AutoCloseable {
  private static final String READY = "ready ";
  private static final String FORCES = "forces ";

  private final ChildJvm process;
  private final List<InetSocketAddress> addresses;

  private CeilingProcess(ChildJvm process, List<InetSocketAddress> addresses) {
    this.process = process;
    this.addresses = addresses;
  }

  static CeilingProcess start(Path directory) throws IOException {
    ChildJvm process =
        ChildJvm.start(CeilingProcess.class.getName(), List.of(directory.toString()));
    String ports = process.awaitLine(READY).substring(READY.length());
    return new CeilingProcess(
        process,
        Arrays.stream(ports.split(","))
            .map(port -> new InetSocketAddress("127.0.0.1", Integer.parseInt(port)))
            .toList());
  }

  /** The process: its argument is the directory of the logs. */
  static void main(String... arguments) throws IOException {
    try (CeilingCluster cluster = CeilingCluster.start(Path.of(arguments[0]))) {
      System.out.println(
          cluster.addresses().stream()
              .map(address -> Integer.toString(address.getPort()))
              .collect(Collectors.joining(",", READY, "")));
      BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      while (questions.readLine() != null) {
        System.out.println(FORCES + cluster.forces());
      }
    }
  }

  List<InetSocketAddress> addresses() {
    return addresses;
  }

  long forces() throws IOException {
    return Long.parseLong(process.ask(FORCES).substring(FORCES.length()));
  }

  long cpuNanos() {
    return process.cpuNanos();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
