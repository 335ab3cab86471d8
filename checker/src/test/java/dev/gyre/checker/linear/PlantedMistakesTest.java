package dev.gyre.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gyre.checker.model.RegisterModel;
import io.vavr.collection.Vector;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agreement suite would notice if the checker were wrong: each mistake is planted into the
 * source, compiled, and must be found.
 */
class PlantedMistakesTest {
  private static final int SEEDS = 60_000;
  private static final String PREFIX = "dev.gyre.checker.";

  /** One line of the checker, and what it becomes. */
  record Mistake(String name, String file, String line, String wrong) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.concat(inTheZones(), inTheSearches());
  }

  private static Stream<Mistake> inTheZones() {
    return Stream.of(
        new Mistake(
            "a real-time edge inside a chain is dropped",
            "Chains",
            "if (problem.completed[read] < starts) {",
            "if (read < -1) {"),
        new Mistake(
            "a real-time edge between chains is dropped",
            "ZoneCheck",
            "if (a != b && chains.start[a] > chains.finish[b]) {",
            "if (a != b && chains.start[a] > chains.start[b]) {"),
        new Mistake(
            "chains that only finish before another's finish count as before it",
            "ZoneCheck",
            "int count = Ascending.below(finishes, chains.start[b]);",
            "int count = Ascending.below(finishes, chains.finish[b]);"),
        new Mistake(
            "chains are ordered by their first completion",
            "ZoneCheck",
            "chains.finish[chain] + chains.start[chain];",
            "chains.finish[chain];"),
        new Mistake(
            "an unknown write counts as failed",
            "RegisterProblem",
            "add(index, WRITE, input, 0, start, History.OPEN);",
            "continueWithout(index);"),
        new Mistake(
            "an unknown write is over when the caller gave up",
            "RegisterProblem",
            "add(index, WRITE, input, 0, start, History.OPEN);",
            "add(index, WRITE, input, 0, start, start + 1);"),
        new Mistake(
            "an unknown compare-and-set always writes",
            "RegisterProblem",
            "add(index, CAS, input, history.next(index), start, History.OPEN);",
            "add(index, WRITE, history.next(index), 0, start, History.OPEN);"),
        new Mistake(
            "a mismatch counts as failed",
            "RegisterProblem",
            "add(index, what, what == READ ? output : input, 0, start, end);",
            "continueWithout(index);"),
        new Mistake(
            "the initial value has no write",
            "Clusters",
            "writers.put(problem.initial, initial());",
            "writers.get(problem.initial);"),
        new Mistake(
            "what an unknown compare-and-set needed is not followed",
            "Clusters",
            "stack[depth++] = write;",
            "stack[depth] = write;"),
        new Mistake(
            "the order among blind mismatches is ignored",
            "BlindMismatches",
            "if (problem.first[mismatch] != value && problem.invoked[mismatch] <= completes) {",
            "if (problem.first[mismatch] != value) {"));
  }

  private static Stream<Mistake> inTheSearches() {
    return Stream.of(
        new Mistake(
            "a compare-and-set does not compare",
            "RegisterAutomaton",
            "case RegisterProblem.CAS -> state == value ? second[call] : IMPOSSIBLE;",
            "case RegisterProblem.CAS -> second[call];"),
        new Mistake(
            "equal calls are not used by deadline",
            "Timeline",
            "IndexSort.sort(pending, from, at, problem.completed);",
            "IndexSort.sort(pending, at, at, problem.completed);"),
        new Mistake(
            "fewer linearized reads dominate",
            "ConfigurationTable",
            "if ((other[otherFrom + i] & ~one[from + i]) != 0) {",
            "if ((one[from + i] & ~other[otherFrom + i]) != 0) {"),
        new Mistake(
            "an optional operation can be used again",
            "Closure",
            "Layout.set(child, layout.optionals, optional);",
            "Layout.has(child, layout.optionals, optional);"),
        new Mistake(
            "an optional operation takes effect before it is invoked",
            "SearchProblem",
            "if (optionalInvoked[middle] <= position) {",
            "if (optionalInvoked[middle] <= Long.MAX_VALUE) {"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isCaught(Mistake mistake) throws Exception {
    Object found = new Mutated(compile(mistake)).disagreement();
    assertNotNull(found, "nobody noticed: " + mistake.name());
  }

  private static Map<String, byte[]> compile(Mistake mistake) throws IOException {
    Path source = Path.of("src/main/java/dev/gyre/checker/linear", mistake.file() + ".java");
    String text = Files.readString(source);
    int occurrences = text.split(java.util.regex.Pattern.quote(mistake.line()), -1).length - 1;
    assertEquals(1, occurrences, mistake.file() + " no longer has the line " + mistake.line());
    String mutated =
        text.replace(mistake.line(), mistake.wrong())
            .replaceFirst("}\\s*$", "  private static void continueWithout(int index) {}\n}\n");
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
    StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + mistake.file() + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return mutated;
          }
        };
    boolean compiled =
        compiler
            .getTask(
                null,
                new InMemory(standard, classes),
                complaints,
                List.of("-proc:none", "-cp", classPath()),
                null,
                List.of(file))
            .call();
    assertEquals(true, compiled, () -> complaints.getDiagnostics().toString());
    return classes.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
  }

  private static String classPath() {
    return Stream.of(RegisterModel.class, Vector.class, NullMarked.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(URI.create(location.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(StandardJavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
      super(standard);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(className, bytes);
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }

  /** Loads the checker and its suite anew, with some classes replaced. */
  private static final class Mutated extends ClassLoader {
    private final Map<String, byte[]> replaced;

    Mutated(Map<String, byte[]> replaced) {
      super(PlantedMistakesTest.class.getClassLoader());
      this.replaced = replaced;
    }

    Object disagreement() throws ReflectiveOperationException {
      return loadClass(PREFIX + "linear.Agreement")
          .getMethod("firstDisagreement", long.class, long.class, int.class)
          .invoke(null, 0L, (long) SEEDS, 10);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PREFIX)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = replaced.containsKey(name) ? replaced.get(name) : original(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
