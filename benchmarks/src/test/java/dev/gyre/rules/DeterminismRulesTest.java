package dev.gyre.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.ForbiddenApiException;
import de.thetaphi.forbiddenapis.Logger;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** The list of what simulated code may not use is complete, is applied, and finds what it names. */
final class DeterminismRulesTest {

  private static final Path ROOT = SourceTree.root();
  private static final Path SIGNATURES = ROOT.resolve(".ci/forbidden/simulated.txt");

  private static final Pattern EXEMPT = Pattern.compile("<exclude>(dev/[^<]+)</exclude>");
  private static final Pattern SOURCE_LINE = Pattern.compile("\\.java:(\\d+)\\)");

  @Test
  void everySignatureNamesSomethingAndEveryPlantedOffenceIsFound() throws Exception {
    var errors = new ArrayList<String>();
    var checker =
        new Checker(
            new Errors(errors),
            getClass().getClassLoader(),
            EnumSet.of(Checker.Option.FAIL_ON_VIOLATION));
    checker.parseSignaturesFile(SIGNATURES.toFile());
    URL planted = getClass().getResource("PlantedNondeterminism.class");
    checker.addClassToCheck(Path.of(planted.toURI()).toFile());
    assertThrows(ForbiddenApiException.class, checker::run);

    var found = new TreeSet<Integer>();
    for (String error : errors) {
      var line = SOURCE_LINE.matcher(error);
      while (line.find()) {
        found.add(Integer.parseInt(line.group(1)));
      }
    }
    assertEquals(plantedLines(), found, () -> String.join("\n", errors));
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "sim", "storage", "client", "transport-sim", "scenarios"})
  void everyModuleThatASimulationRunsIsChecked(String module) throws IOException {
    String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    assertTrue(pom.contains("<artifactId>forbiddenapis</artifactId>"), module);
  }

  /** A module not named here exempts nothing. */
  @ParameterizedTest
  @CsvSource({
    "core, dev/gyre/core/host/**",
    "client, dev/gyre/client/tcp/**",
    "scenarios, dev/gyre/scenarios/tcp/**;dev/gyre/scenarios/catalogue/Resource*;"
        + "dev/gyre/scenarios/report/PagePart*;dev/gyre/scenarios/junit/ScenarioFile*",
    "sim, dev/gyre/sim/ReactorNet*;dev/gyre/sim/fork/**;dev/gyre/sim/junit/**",
    "storage, dev/gyre/storage/file/**;dev/gyre/storage/tree/CellTree*;"
        + "dev/gyre/storage/tree/CheckedFileStore*;dev/gyre/storage/tree/LargeCells*",
    "transport-sim, ''",
  })
  void onlyWhereTheRealWorldBeginsIsExempt(String module, String expected) throws IOException {
    String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    String found =
        EXEMPT
            .matcher(pom)
            .results()
            .map(exempt -> exempt.group(1))
            .collect(Collectors.joining(";"));
    assertEquals(expected, found);
  }

  @Test
  void everyReactorOperatorThatKnowsTimeButNoSchedulerIsForbidden() throws IOException {
    List<String> listed = Files.readAllLines(SIGNATURES);
    var missing = new TreeSet<String>();
    for (Class<?> type :
        List.of(Flux.class, Mono.class, ConnectableFlux.class, Sinks.MulticastReplaySpec.class)) {
      for (Method method : type.getDeclaredMethods()) {
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        if (Modifier.isPublic(method.getModifiers())
            && parameters.contains(Duration.class)
            && !parameters.contains(Scheduler.class)
            && !isListed(method, listed)) {
          missing.add(signature(method));
        }
      }
    }
    assertEquals(new TreeSet<String>(), missing, "add these to " + SIGNATURES);
  }

  /** The line of each statement of the planted methods, by the source: all but the last method. */
  private static TreeSet<Integer> plantedLines() throws IOException {
    List<String> source =
        Files.readAllLines(
            ROOT.resolve("benchmarks/src/test/java/dev/gyre/rules/PlantedNondeterminism.java"));
    var lines = new TreeSet<Integer>();
    for (int at = 0; at < source.size() && !source.get(at).contains("No offence"); at++) {
      if (source.get(at).startsWith("    ")) {
        lines.add(at + 1);
      }
    }
    return lines;
  }

  private static boolean isListed(Method method, List<String> listed) {
    String all = method.getDeclaringClass().getName() + "#" + method.getName() + "(**)";
    return listed.stream()
        .anyMatch(line -> line.startsWith(signature(method)) || line.startsWith(all));
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(
            Collectors.joining(
                ",", method.getDeclaringClass().getName() + "#" + method.getName() + "(", ")"));
  }

  private record Errors(List<String> errors) implements Logger {
    @Override
    public void error(String message) {
      errors.add(message);
    }

    @Override
    public void warn(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void debug(String message) {}
  }
}
