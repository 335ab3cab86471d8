package dev.gyre.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@link Cluster} in a process of its own, and both ends of the words between them: the process
 * says {@code ready} and its ports, answers every line with {@code forces} and their number so far,
 * and ends with its standard input.
 */
public final class ClusterProcess implements Cluster {
  private static final String READY = "ready ";
  private static final String FORCES = "forces ";

  private final ChildJvm process;
  private final List<InetSocketAddress> addresses;

  private ClusterProcess(ChildJvm process, List<InetSocketAddress> addresses) {
    this.process = process;
    this.addresses = addresses;
  }

  /**
   * Starts a main class that calls {@link #serve}, with one argument, the directory for its files;
   * returns when it is ready.
   */
  public static ClusterProcess start(Class<?> main, Path directory) throws IOException {
    ChildJvm process = ChildJvm.start(main.getName(), List.of(directory.toString()));
    String ports = process.awaitLine(READY).substring(READY.length());
    return new ClusterProcess(
        process,
        Arrays.stream(ports.split(","))
            .map(
                port ->
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)))
            .toList());
  }

  /** The other end, in the process: returns when the cluster is to be closed. */
  public static void serve(Cluster cluster) throws IOException {
    System.out.println(
        cluster.addresses().stream()
            .map(address -> Integer.toString(address.getPort()))
            .collect(Collectors.joining(",", READY, "")));
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    while (questions.readLine() != null) {
      System.out.println(FORCES + cluster.forces());
    }
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  @Override
  public long forces() {
    try {
      return Long.parseLong(process.ask(FORCES).substring(FORCES.length()));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Processor time used so far by all nodes together. */
  public long cpuNanos() {
    return process.cpuNanos();
  }

  /** Resident memory of all nodes together. Linux only. */
  public long residentBytes() throws IOException {
    return process.residentBytes();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
