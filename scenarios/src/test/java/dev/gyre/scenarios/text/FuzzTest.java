package dev.gyre.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.dsl.Scenario;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A damaged file is a scenario or a list of problems, never an exception. */
class FuzzTest {

  @Property(tries = 2_000)
  void damageIsToldOrHarmless(@ForAll long seed) {
    Random random = new Random(seed);
    Scenario scenario = new Anything(random, new TreeMap<>()).draw(Scenario.class);
    String text = random.nextBoolean() ? ScenarioText.yaml(scenario) : ScenarioText.json(scenario);
    String damaged = damaged(text, random);
    ScenarioText.parse(damaged, "f")
        .peek(read -> assertEquals(read, ScenarioText.parse(ScenarioText.yaml(read), "f").get()))
        .peekLeft(problems -> assertTrue(problems.forAll(each -> each.matches("(?s)f:\\d+: .+"))));
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(damaged.length());
      int other = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.deleteCharAt(from);
        case 1 -> damaged.insert(from, damaged.charAt(other));
        default -> damaged.insert(from, damaged.substring(Math.min(from, other), other));
      }
    }
    return damaged.toString();
  }
}
