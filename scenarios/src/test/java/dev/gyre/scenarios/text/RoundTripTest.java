package dev.gyre.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.sim.Seed;
import io.vavr.control.Either;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever a scenario says, its text says; and back. */
class RoundTripTest {
  private final TreeMap<String, TreeSet<String>> drawn = new TreeMap<>();

  @Property(tries = 1_000)
  void yamlAndJsonSayAll(@ForAll long seed) {
    Scenario scenario = new Anything(new Random(seed), drawn).draw(Scenario.class);
    assertEquals(Either.right(scenario), parsed(ScenarioText.yaml(scenario)));
    assertEquals(Either.right(scenario), parsed(ScenarioText.json(scenario)));
  }

  @Property(tries = 200)
  void replayFilesToo(@ForAll long seed) {
    Anything anything = new Anything(new Random(seed), drawn);
    ReplayFile file =
        new ReplayFile(
            "c0ffee",
            Seed.of(seed),
            anything.draw(Scenario.class),
            seed % 2 == 0 ? null : dev.gyre.scenarios.dsl.Promise.BOUNDED,
            seed % 3 == 0 ? null : "0123456789abcdef0123456789abcdef",
            "it broke: \"so\"");
    assertEquals(Either.right(file), ReplayFile.parse(file.json(), "f.json"));
  }

  /** The property above means nothing about what it never draws. */
  @Test
  void everyComponentAndEveryCaseIsDrawn() {
    for (int seed = 0; seed < 1_000; seed++) {
      new Anything(new Random(seed), drawn).draw(Scenario.class);
    }
    TreeMap<String, Integer> wanted = new TreeMap<>();
    expect(Scenario.class, wanted);
    assertTrue(wanted.size() > 60, "the records were seen: " + wanted);
    wanted.forEach(
        (what, least) -> {
          TreeSet<String> values = drawn.getOrDefault(what, new TreeSet<>());
          assertTrue(values.size() >= least, what + " was drawn as " + values + " only");
        });
  }

  private static void expect(Type type, TreeMap<String, Integer> wanted) {
    if (type instanceof ParameterizedType generic) {
      expect(generic.getActualTypeArguments()[0], wanted);
    } else if (type instanceof Class<?> raw && raw.isSealed()) {
      wanted.put(raw.getName(), Anything.leaves(raw).size());
      Anything.leaves(raw).forEach(each -> expect(each, wanted));
    } else if (type instanceof Class<?> raw && raw.isRecord()) {
      for (RecordComponent component : raw.getRecordComponents()) {
        wanted.put(raw.getName() + "." + component.getName(), 2);
        expect(component.getGenericType(), wanted);
      }
    }
  }

  private static Either<?, Scenario> parsed(String text) {
    return ScenarioText.parse(text, "f");
  }
}
