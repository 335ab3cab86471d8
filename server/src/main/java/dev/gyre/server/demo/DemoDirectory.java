package dev.gyre.server.demo;

import dev.gyre.core.value.ClusterId;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a demo keeps its nodes' data: {@code DIR/node-1}, {@code DIR/node-2} and so on, beside the
 * file {@code demo.properties} with the cluster's id and the number of nodes.
 */
final class DemoDirectory {
  private static final String FILE = "demo.properties";
  private static final String NODES = "nodes";
  private static final String CLUSTER = "cluster";

  private final Path root;
  private final ClusterId cluster;
  private final boolean isTemporary;

  private DemoDirectory(Path root, ClusterId cluster, boolean isTemporary) {
    this.root = root;
    this.cluster = cluster;
    this.isTemporary = isTemporary;
  }

  /**
   * Opens a directory that a demo of {@code nodes} nodes has used, or prepares a new one.
   *
   * @param chosen null for a temporary directory, which {@link #remove} deletes
   */
  static DemoDirectory open(@Nullable Path chosen, int nodes) throws DemoException {
    try {
      if (chosen == null) {
        return create(Files.createTempDirectory("gyre-demo-"), nodes, true);
      }
      Path file = chosen.resolve(FILE);
      return Files.exists(file) ? reopen(chosen, file, nodes) : create(chosen, nodes, false);
    } catch (IOException failed) {
      throw new DemoException("cannot use " + chosen + " for data: " + failed.getMessage(), failed);
    }
  }

  private static DemoDirectory create(Path root, int nodes, boolean isTemporary)
      throws IOException, DemoException {
    Files.createDirectories(root);
    try (Stream<Path> content = Files.list(root)) {
      List<Path> strange = content.filter(DemoDirectory::isStrange).toList();
      if (!strange.isEmpty()) {
        throw new DemoException(
            root + " holds something else (" + strange.getFirst() + "): name another directory");
      }
    }
    SecureRandom random = new SecureRandom();
    ClusterId cluster = new ClusterId(random.nextLong(), random.nextLong());
    Properties properties = new Properties();
    properties.setProperty(NODES, Integer.toString(nodes));
    properties.setProperty(CLUSTER, cluster.toString());
    Path unfinished = root.resolve(FILE + ".new");
    try (var out = Files.newOutputStream(unfinished)) {
      properties.store(out, "A cluster of gyre demo");
    }
    Files.move(unfinished, root.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    return new DemoDirectory(root, cluster, isTemporary);
  }

  private static boolean isStrange(Path path) {
    return !String.valueOf(path.getFileName()).startsWith(FILE);
  }

  private static DemoDirectory reopen(Path root, Path file, int nodes)
      throws IOException, DemoException {
    Properties properties = new Properties();
    try (var in = Files.newInputStream(file)) {
      properties.load(in);
    }
    String before = properties.getProperty(NODES, "");
    if (!before.equals(Integer.toString(nodes))) {
      throw new DemoException(
          root
              + " holds a cluster of "
              + before
              + " nodes: say --nodes "
              + before
              + ", or name another directory");
    }
    try {
      ClusterId cluster = ClusterId.parse(properties.getProperty(CLUSTER, ""));
      return new DemoDirectory(root, cluster, false);
    } catch (IllegalArgumentException damaged) {
      throw new DemoException(file + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  ClusterId cluster() {
    return cluster;
  }

  Path root() {
    return root;
  }

  Path ofNode(int number) {
    return root.resolve("node-" + number);
  }

  /** Deletes a temporary directory; leaves any other one. */
  void remove() throws IOException {
    if (!isTemporary) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException busy) {
      throw new IOException("something else writes to " + root, busy);
    }
  }
}
