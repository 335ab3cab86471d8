package dev.gyre.scenarios.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.scenarios.campaign.Campaign;
import dev.gyre.scenarios.campaign.Experiment;
import dev.gyre.scenarios.catalogue.Catalogue;
import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.oracle.Violation;
import dev.gyre.scenarios.run.RunResult;
import dev.gyre.scenarios.run.RunResult.Verdict;
import dev.gyre.sim.Coverage;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SummaryTest {
  private static final SeedLine.Sizes SIZES =
      new SeedLine.Sizes(1_000, 2_000_000, 36_000_000_000L, 1_500_000_000L);
  private static final String HOSTILE = "read \"<b>\" & | `x`\n*not* \u0000 \uD800 there";

  private static SeedLine valid(long seed) {
    return new SeedLine(Seed.of(seed), Verdict.VALID, Vector.empty(), Vector.empty(), SIZES, null);
  }

  private static SeedLine invalid(long seed) {
    Violation broken = new Violation(Promise.NO_ACKNOWLEDGED_WRITE_LOST, HOSTILE);
    return new SeedLine(
        Seed.of(seed), Verdict.INVALID, Vector.of(broken), Vector.empty(), SIZES, null);
  }

  private static SeedLine unknown(long seed) {
    return new SeedLine(
        Seed.of(seed), Verdict.UNKNOWN, Vector.empty(), Vector.of("no time"), SIZES, null);
  }

  private static Summary summary(SeedLine... seeds) {
    Tested tested = Tested.on("sim", "bridge");
    for (SeedLine seed : seeds) {
      tested = tested.with(seed);
    }
    return new Summary("0123456789abcdef", Vector.of(tested));
  }

  @ParameterizedTest
  @CsvSource({
    "v, 0, '1 passed, 0 failed'",
    "vi, 1, '1 passed, 1 failed'",
    "vu, 2, '1 passed, 0 failed'",
    "uiv, 1, '1 passed, 1 failed'",
    "'', 2, '0 passed, 0 failed'",
  })
  void theExitCodeAndTheLastLine(String verdicts, int code, String line) {
    List<SeedLine> seeds = new ArrayList<>();
    for (int i = 0; i < verdicts.length(); i++) {
      seeds.add(
          switch (verdicts.charAt(i)) {
            case 'v' -> valid(i);
            case 'i' -> invalid(i);
            default -> unknown(i);
          });
    }
    Summary summary = summary(seeds.toArray(SeedLine[]::new));
    assertEquals(code, summary.exitCode());
    assertEquals(line, summary.line());
  }

  @Test
  void aStateThatEnoughSeedsDidNotReachIsAFailure() {
    Tested tested = Tested.on("sim", "bridge").reaching(new Coverage().expect("a duel"));
    for (int i = 0; i < Tested.SEEDS_TO_REACH - 1; i++) {
      tested = tested.with(valid(i));
    }
    Summary few = new Summary("c", Vector.of(tested));
    assertEquals(Summary.VALID, few.exitCode());
    assertTrue(Markdown.of(few).contains("| 0 of 1; not yet: a duel |"), Markdown.of(few));

    Summary enough = new Summary("c", Vector.of(tested.with(valid(99))));
    assertEquals(Summary.INVALID, enough.exitCode());
    assertTrue(Markdown.of(enough).contains("| 0 of 1; **never: a duel** |"));
    assertTrue(
        JunitXml.of(enough).contains("name=\"sometimes: a duel\" time=\"0.000\">\n      <failure"));
  }

  @Test
  void xmlIsWellFormedWhateverTheSentencesAre() throws Exception {
    Summary summary = summary(valid(1), invalid(2).leaving("out/bridge-2.json"), unknown(3));
    byte[] bytes = JunitXml.of(summary).getBytes(StandardCharsets.UTF_8);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes))
            .getDocumentElement();
    assertEquals("3", root.getAttribute("tests"));
    assertEquals("1", root.getAttribute("failures"));
    assertEquals("1", root.getAttribute("errors"));
    assertEquals("4.500", root.getAttribute("time"));
    NodeList cases = root.getElementsByTagName("testcase");
    assertEquals(3, cases.getLength());
    Element first = (Element) cases.item(0);
    assertEquals("gyre.sim.bridge", first.getAttribute("classname"));
    assertEquals("seed 1", first.getAttribute("name"));
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertEquals("no-acknowledged-write-lost", failure.getAttribute("type"));
    String sentence = "no-acknowledged-write-lost: read \"<b>\" & | `x`\n*not* \uFFFD \uFFFD there";
    assertEquals(sentence, failure.getAttribute("message"));
    assertEquals(
        "bin/gyre sim replay out/bridge-2.json\n" + sentence + "\n", failure.getTextContent());
    Element error = (Element) root.getElementsByTagName("error").item(0);
    assertEquals("no time", error.getAttribute("message"));
    assertEquals("bin/gyre sim run bridge --seed 3\nno time\n", error.getTextContent());
  }

  @Test
  void markdownTellsWhatFailedAndHowToSeeItAgain() {
    Tested tested =
        Tested.on("tcp", "bridge")
            .with(valid(1))
            .with(invalid(2))
            .with(unknown(3))
            .reaching(countsOf("siblings were seen", 7));
    assertEquals(
        """
        ## Gyre simulations: **failed**

        1 passed, 1 failed, 1 unknown: 1 scenarios, 0.0 simulated hours, 3,000 operations, \
        6,000,000 events, at `0123456789ab…`.

        * **bridge**, seed 2: no-acknowledged-write-lost: read "&lt;b&gt;" &amp; \\| \\`x\\` \
        \\*not\\* \u0000 \uD800 there
          ```sh
          bin/gyre sim run bridge --seed 2 --on tcp
          ```

        * **bridge**, seed 3, not decided: no time
          ```sh
          bin/gyre sim run bridge --seed 3 --on tcp
          ```

        | scenario | on | passed | failed | unknown | sometimes |
        |---|---|---:|---:|---:|---|
        | bridge | tcp | 1 | **1** | 1 | 1 of 1 |

        <details><summary>States that were reached</summary>

        | scenario | state | times |
        |---|---|---:|
        | bridge | siblings were seen | 7 |

        </details>
        """,
        Markdown.of(new Summary("0123456789abcdef", Vector.of(tested))));
  }

  @Test
  void markdownStaysShortHoweverMuchFailed() {
    Violation endless = new Violation(Promise.LINEARIZABLE, "no order of ".repeat(10_000));
    Tested tested = Tested.on("sim", "bridge");
    for (int i = 0; i < 1_000; i++) {
      tested =
          tested.with(
              new SeedLine(
                  Seed.of(i), Verdict.INVALID, Vector.of(endless), Vector.empty(), SIZES, null));
    }
    String page = Markdown.of(new Summary("c", Vector.of(tested)));
    assertTrue(page.length() < 20_000, () -> page.length() + " characters");
    assertTrue(page.contains("\nAnd 975 more.\n"));
  }

  @Test
  void aRealCampaignIsSummarised() {
    Campaign campaign = new Campaign(Experiment.of(Catalogue.find("calm").get()));
    List<RunResult> results = new ArrayList<>();
    campaign.run(1, 2, results::add);
    Tested tested = Tested.of("calm", Vector.ofAll(results), campaign.coverage());
    Summary summary = new Summary("c", Vector.of(tested));
    assertEquals(Summary.VALID, summary.exitCode());
    assertEquals("2 passed, 0 failed", summary.line());
    assertTrue(Markdown.of(summary).startsWith("## Gyre simulations: everything held\n"));
    assertTrue(JunitXml.of(summary).contains("tests=\"2\" failures=\"0\" errors=\"0\""));
    assertTrue(tested.sizes().operations() > 0);
  }

  private static Coverage countsOf(String state, long times) {
    Coverage coverage = new Coverage();
    coverage.add(state, times);
    return coverage;
  }
}
