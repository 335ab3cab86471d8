package dev.gyre.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The source tree keeps STYLE 9, 10, 14, 23, 24, 26 and 39; and the rules see what they should. */
final class TidyTest {

  private static final String MAIN = "core/src/main/java/dev/gyre/core/value/Planted.java";
  private static final String TEST = "core/src/test/java/dev/gyre/core/value/PlantedTest.java";

  @Test
  void theSourceTreeIsTidy() {
    Map<String, List<String>> sources = SourceTree.read();
    var suppressions = Suppressions.read(SourceTree.root().resolve(".ci/tidy-suppressions.txt"));
    List<String> left = suppressions.judge(Tidy.check(sources));
    assertTrue(left.isEmpty(), () -> "\n" + String.join("\n", left) + "\n");
  }

  @Test
  void everyModuleWasRead() {
    var modules =
        SourceTree.read().keySet().stream()
            .map(path -> path.substring(0, path.indexOf('/')))
            .collect(Collectors.toSet());
    assertEquals(
        java.util.Set.of(
            "core",
            "sim",
            "storage",
            "transport-netty",
            "transport-sim",
            "checker",
            "client",
            "scenarios",
            "server",
            "benchmarks"),
        modules);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("planted")
  void aPlantedOffenceIsFound(String rule, String path, String text, long line) {
    var found =
        Tidy.check(Map.of(path, text.lines().toList())).stream()
            .filter(each -> !each.rule().equals("package-info"))
            .map(each -> each.rule() + ":" + each.line())
            .toList();
    assertEquals(List.of(rule + ":" + line), found);
  }

  static Stream<Arguments> planted() {
    String later = "// TO" + "DO: finish";
    return Stream.of(
        Arguments.of("later", MAIN, "class A {\n  " + later + "\n}", 2),
        Arguments.of("columns", MAIN, "class A {}\n//" + "x".repeat(99), 2),
        Arguments.of("file-lines", MAIN, "class A {}\n" + "\n".repeat(400), 0),
        Arguments.of(
            "method-lines", MAIN, "class A {\n  void a() {" + "\n".repeat(70) + "  }\n}", 2),
        Arguments.of("method-lines", MAIN, "class A {\n  static {" + "\n".repeat(70) + "  }\n}", 2),
        Arguments.of("empty-word", MAIN, "class NodeManager {}", 1),
        Arguments.of("empty-word", MAIN, "class A {\n  interface BaseNode {}\n}", 2),
        Arguments.of(
            "nesting",
            MAIN,
            "class A { void a() {\nif (a)\nfor (;;)\nwhile (b)\nif (c) d(); } }",
            5),
        Arguments.of(
            "nesting",
            MAIN,
            "class A { void a() { try { for (;;) { switch (x) { default -> {\nif (c) {} } } } }"
                + " finally {} } }",
            2),
        Arguments.of("disabled", TEST, "class A {\n  @Disabled\n  void a() {}\n}", 2),
        Arguments.of("sleep", TEST, "class A { void a() {\nThread.sleep(1); } }", 2),
        Arguments.of("sleep", TEST, "class A { void a() {\nTimeUnit.DAYS.sleep(1); } }", 2),
        Arguments.of(
            "parameters",
            MAIN,
            "class A {\nA(int a, int b, int c, int d, int e, int f, int g) {} }",
            2),
        Arguments.of("hash-walk", MAIN, "class A {\nMap<A, A> a = new HashMap<>(); }", 2),
        Arguments.of(
            "hash-walk", MAIN, "class A { void a() {\nb(new java.util.HashMap<>()); } }", 2),
        Arguments.of(
            "hash-walk",
            MAIN,
            "class A { HashMap<A, A> b; void a() {\nfor (A a : b.values()) {} } }",
            2),
        Arguments.of(
            "hash-walk",
            MAIN,
            "class A { void a() { var b = new HashMap<A, A>();\nb.forEach(c); } }",
            2));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void whatIsAllowedIsNotReported(String path, String text) {
    var found = Tidy.check(Map.of(path, text.lines().toList()));
    found.removeIf(each -> each.rule().equals("package-info"));
    assertEquals(List.of(), found);
  }

  static Stream<Arguments> allowed() {
    return Stream.of(
        Arguments.of(MAIN, "class Base64Key {}"),
        Arguments.of(MAIN, "class Database { int utility; }"),
        Arguments.of(
            MAIN, "class A { void a() { if (a) {} else if (b) {} else if (c) { for (;;) {} } } }"),
        Arguments.of(MAIN, "class A {\n  void a() {" + "\n".repeat(69) + "  }\n}"),
        Arguments.of(MAIN, "import " + "x.".repeat(60) + "Y;\nclass A {}"),
        Arguments.of(
            MAIN,
            "class A { final HashMap<A, A> b = new HashMap<>(); A c() { return b.get(c); } }"),
        Arguments.of(MAIN, "class A { HashMap<A, A> b; A() { b = null; } }"),
        Arguments.of(MAIN, "class A { void a() { Thread.sleep(1); } }"),
        Arguments.of(TEST, "class A { Map<A, A> a = new HashMap<>(); }"));
  }

  @Test
  void aPackageWithoutItsPageIsReported() {
    var found = Tidy.check(Map.of(MAIN, List.of("class A {}")));
    assertEquals(List.of("package-info"), found.stream().map(Offence::rule).toList());
    String info = MAIN.replace("Planted", "package-info");
    var complete = Map.of(MAIN, List.of("class A {}"), info, List.of("@NullMarked", "package a;"));
    assertEquals(List.of(), Tidy.check(complete));
  }

  @Test
  void aSuppressionNeedsAReasonAndAnOffence() {
    var offence = new Offence("nesting", MAIN, 7, "nested 4 deep");
    assertThrows(
        IllegalArgumentException.class, () -> Suppressions.parse(List.of("nesting " + MAIN)));
    var suppressions = Suppressions.parse(List.of("# why", "nesting " + MAIN + " a table"));
    assertEquals(List.of(), suppressions.judge(List.of(offence)));
    assertEquals(1, suppressions.judge(List.of()).size());
    assertEquals(1, Suppressions.parse(List.of()).judge(List.of(offence)).size());
  }
}
