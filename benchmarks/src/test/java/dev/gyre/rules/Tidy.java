package dev.gyre.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Reads sources with the compiler's own parser and lists what breaks the rules of STYLE. */
final class Tidy {

  /** The modules that a simulation runs, and so must not depend on the order of a hash table. */
  private static final Set<String> SIMULATED =
      Set.of("core", "sim", "storage", "client", "transport-sim", "scenarios");

  private Tidy() {}

  /** Offences of {@code sources} (path to lines), sorted by path and line. */
  static List<Offence> check(Map<String, List<String>> sources) {
    var found = new ArrayList<Offence>();
    sources.forEach((path, lines) -> found.addAll(LineRules.check(path, lines)));
    found.addAll(packages(sources));
    found.addAll(trees(sources));
    found.sort(null);
    return found;
  }

  /** Every package of main code says what it is, and that its types are not null. */
  private static List<Offence> packages(Map<String, List<String>> sources) {
    var found = new TreeMap<String, Offence>();
    for (String path : sources.keySet()) {
      String folder = path.substring(0, path.lastIndexOf('/'));
      String info = folder + "/package-info.java";
      if (folder.contains("/src/main/java/")
          && !sources.getOrDefault(info, List.of()).contains("@NullMarked")) {
        found.put(folder, new Offence("package-info", info, 0, "missing, or without @NullMarked"));
      }
    }
    return List.copyOf(found.values());
  }

  private static List<Offence> trees(Map<String, List<String>> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> units = new ArrayList<>();
    sources.forEach((path, lines) -> units.add(new Source(path, String.join("\n", lines))));
    var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, units);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    var found = new ArrayList<Offence>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        String path = unit.getSourceFile().getName().substring(1);
        found.addAll(TreeRules.check(path, unit, positions));
        if (path.contains("/src/main/") && SIMULATED.contains(path.split("/")[0])) {
          found.addAll(HashTableRules.check(path, unit, positions));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
