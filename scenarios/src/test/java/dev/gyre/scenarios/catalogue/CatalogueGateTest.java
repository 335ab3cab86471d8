package dev.gyre.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.scenarios.campaign.Campaign;
import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario of the catalogue is valid; the long form runs 50 seeds of each, within which every
 * state that a scenario is named for must be reached.
 */
class CatalogueGateTest {
  private static final boolean LONG = Boolean.getBoolean("gyre.nightly");
  private static final int SEEDS = LONG ? 50 : 1;

  static List<String> names() {
    return Catalogue.names().asJava();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isValid(String name) {
    Campaign campaign = new Campaign(Experiment.of(Catalogue.find(name).get()));
    List<String> failures = new ArrayList<>();
    campaign.run(
        1,
        SEEDS,
        result -> {
          if (result.verdict() != RunResult.Verdict.VALID) {
            failures.add("seed " + result.seed() + ": " + result.findings());
          }
        });
    assertEquals(List.of(), failures, "bin/gyre sim run " + name + " --seed SEED");
    if (LONG) {
      assertEquals(List.of(), campaign.coverage().missing(), "never reached by " + name);
    }
  }
}
