package dev.gyre.checker.command;

import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Expands globs that no shell has expanded. */
final class FileNames {
  private static final String WILD = "*?[{";

  private FileNames() {}

  /** The files that a name or glob stands for, in order of their names. */
  static Vector<String> expand(String argument) throws IOException {
    boolean wild = argument.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
    if (!wild || Files.exists(Path.of(argument))) {
      return Vector.of(argument);
    }
    int firstWild = 0;
    while (WILD.indexOf(argument.charAt(firstWild)) < 0) {
      firstWild++;
    }
    int slash = argument.lastIndexOf('/', firstWild);
    Path root = Path.of(slash < 0 ? "." : slash == 0 ? "/" : argument.substring(0, slash));
    if (!Files.isDirectory(root)) {
      return Vector.empty();
    }
    String pattern = slash < 0 ? "./" + argument : argument;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    int depth =
        pattern.contains("**") ? Integer.MAX_VALUE : depth(pattern) - depth(root.toString());
    try (Stream<Path> found = Files.walk(root, Math.max(1, depth))) {
      List<String> names =
          found
              .filter(path -> matcher.matches(path) && Files.isRegularFile(path))
              .map(path -> slash < 0 ? path.toString().substring(2) : path.toString())
              .sorted()
              .toList();
      return Vector.ofAll(names);
    }
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }
}
