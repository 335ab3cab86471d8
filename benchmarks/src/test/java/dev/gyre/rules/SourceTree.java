package dev.gyre.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Java sources of all modules, read from the checkout that the test runs in. */
final class SourceTree {

  private SourceTree() {}

  /** The folder that holds the modules. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve(".ci"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
      }
    }
    return here;
  }

  /** Path relative to the root, with forward slashes, to the file's lines. */
  static Map<String, List<String>> read() {
    var sources = new TreeMap<String, List<String>>();
    try (Stream<Path> modules = Files.list(root())) {
      for (Path module : modules.sorted().toList()) {
        Path tree = module.resolve("src");
        if (Files.isDirectory(tree)) {
          readModule(tree, sources);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static void readModule(Path tree, Map<String, List<String>> sources) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = root().relativize(file).toString().replace('\\', '/');
        sources.put(name, Files.readAllLines(file));
      }
    }
  }
}
