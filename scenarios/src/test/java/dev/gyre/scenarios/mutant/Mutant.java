package dev.gyre.scenarios.mutant;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The product with a planted bug: the patched sources compiled to a folder of their own, and loaded
 * before everything else on this class path. Production code has no switch for it.
 */
final class Mutant {
  private final Path repository;
  private final Patch patch;

  Mutant(Path repository, Patch patch) {
    this.repository = repository;
    this.patch = patch;
  }

  /** Runs seeds of the swarm on the mutant: see {@code Hunt.firstFailure}. */
  String hunt(Path folder, int seeds) throws Exception {
    return (String) call(folder, "campaign.Hunt", "firstFailure", 1L, seeds);
  }

  /** Hunts, shrinks and replays: see {@link Trial#run}. */
  @SuppressWarnings("unchecked")
  List<String> shrink(Path folder, int seeds, long seconds) throws Exception {
    return (List<String>) call(folder, "mutant.Trial", "run", 1L, seeds, seconds);
  }

  private Object call(Path folder, String type, String method, Object... arguments)
      throws Exception {
    compile(folder);
    List<URL> places = new ArrayList<>(List.of(folder.resolve("classes").toUri().toURL()));
    for (String entry : classPath().split(File.pathSeparator)) {
      places.add(url(entry));
    }
    try (URLClassLoader loader =
        new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?>[] types =
          Stream.of(arguments)
              .map(one -> one instanceof Integer ? int.class : long.class)
              .toArray(Class<?>[]::new);
      return loader
          .loadClass("dev.gyre.scenarios." + type)
          .getMethod(method, types)
          .invoke(null, arguments);
    }
  }

  private void compile(Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> options =
        new ArrayList<>(
            List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", classPath()));
    List<Path> sources = new ArrayList<>();
    for (String path : patch.hunks().keySet()) {
      Path source = folder.resolve(path);
      Files.createDirectories(source.getParent());
      String text = Files.readString(repository.resolve(path));
      Files.writeString(source, patch.applyTo(path, text));
      sources.add(source);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                options,
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromPaths(sources))
            .call();
    if (!compiled) {
      throw new IllegalStateException(patch.name() + ".patch does not compile:\n" + messages);
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static URL url(String entry) throws MalformedURLException {
    return Path.of(entry).toUri().toURL();
  }
}
