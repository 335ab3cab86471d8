package dev.gyre.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.dsl.Check;
import dev.gyre.scenarios.dsl.Scenario;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  private static final int LEAST = 28;
  private static final int LONGEST_STORY = 120;

  static List<String> names() {
    return Catalogue.names().asJava();
  }

  @Test
  void everyFileIsListedAndEveryNameHasAFile() throws IOException, URISyntaxException {
    URL calm = Catalogue.class.getResource("calm.yaml");
    assertTrue(calm != null && Catalogue.names().size() >= LEAST);
    try (Stream<Path> files = Files.list(Path.of(calm.toURI()).getParent())) {
      Vector<String> found =
          Vector.ofAll(files.map(file -> file.getFileName().toString()))
              .filter(file -> file.endsWith(".yaml"))
              .map(file -> file.substring(0, file.length() - ".yaml".length()));
      assertEquals(found.sorted(), Catalogue.names().sorted());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void isAStoryWithChecksAndAStateThatItIsNamedFor(String name) {
    Scenario scenario = Catalogue.find(name).get();
    assertEquals(name, scenario.name());
    assertFalse(scenario.story().equals(name));
    assertTrue(scenario.story().length() <= LONGEST_STORY, scenario::story);
    assertTrue(scenario.story().endsWith("."), scenario::story);
    for (Class<? extends Check> kind :
        List.of(Check.Always.class, Check.Eventually.class, Check.Sometimes.class)) {
      assertTrue(scenario.checks().exists(kind::isInstance), kind::getSimpleName);
    }
  }

  @Test
  void aMissNamesTheNearest() {
    assertEquals(
        "there is no scenario \"minority-partion\"; did you mean \"minority-partition\"?",
        Catalogue.find("minority-partion").getLeft());
    assertEquals(
        "there is no scenario \"xyzzy\"; \"gyre sim list\" shows what there is",
        Catalogue.find("xyzzy").getLeft());
  }
}
