package dev.gyre.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of a file is told, with its line and what was probably meant. */
class MistakesTest {

  @Test
  void allMistakesOfAFileAreToldAtOnce() {
    String text =
        """
        scenario: bad
        stroy: x
        cluster: {nodes: 2, replication: 3, nodes: 4}
        workload:
          clients: many
          mix: {get: 0}
          level: quorun
          timeout: 5 sec
          pace: {thimk: 5ms}
          only: [c1-2]
        steps:
          - at: 5
            partition: {side: minorty, lasting: 10s}
          - during: 14s to 6s
            link: {loss: 1.3, bytes-per-second: 5KB}
          - crash: {nodes: one}
          - at: 1s
            crsh: {nodes: one}
          - on: 2nd node-dwon
            pause: one
            crash: {keeps: torn}
          - when: acknowledged is 5
            clock-skew: {nodes: one, lasting: [1s]}
          - at: 1s
            stop: {nodes: {n1: n2}}
          - at: 1s
            number: -1
            stop: {nodes: one}
        lasting: 0s
        always: [no-acknowledged-writes-lost]
        sometimes: x
        """;
    assertEquals(
        """
        f.yaml:2: unknown word "stroy"; did you mean "story"?
        f.yaml:3: "nodes" is said twice, first on line 3
        f.yaml:3: replication is from 1 to 2, not 3
        f.yaml:5: a whole number is wanted, not "many"
        f.yaml:6: weights are 0 or more, and not all 0
        f.yaml:7: unknown word "quorun"; did you mean "quorum"?
        f.yaml:8: "5 sec" is not a duration; write it like 5s or 200ms (units: h, m, s, ms, us, ns)
        f.yaml:9: unknown word "thimk"; did you mean "think"?
        f.yaml:10: "c1-2" is not an operation; write it like c2#17
        f.yaml:12: "5" is not a duration; write it like 5s or 200ms (units: h, m, s, ms, us, ns)
        f.yaml:13: unknown word "minorty"; did you mean "minority"?
        f.yaml:14: during ends after it begins
        f.yaml:15: loss is from 0 to 1, not 1.3
        f.yaml:15: "5KB" is not a size; write it like 64KiB (units: KiB, MiB, GiB, or none)
        f.yaml:16: a step says when it comes, by one of at, during, every, when, on
        f.yaml:18: unknown word "crsh"; did you mean "crash"?
        f.yaml:19: unknown word "node-dwon"; did you mean "node-down"?
        f.yaml:21: a step says what goes wrong once: "crash" begins another step
        f.yaml:22: "acknowledged is 5" is not a condition; write it like acknowledged > 100
        f.yaml:23: a clock-skew lacks "by"
        f.yaml:23: a duration such as 200ms is wanted here, not a list
        f.yaml:25: nodes are wanted here, not a mapping
        f.yaml:26: number is from 0 to 1000000, not -1
        f.yaml:29: lasting is above 0
        f.yaml:30: unknown word "no-acknowledged-writes-lost"; did you mean \
        "no-acknowledged-write-lost"?
        f.yaml:31: a list is wanted here, such as [a, b], not "x"
        """,
        problems(text).map(problem -> problem + "\n").mkString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | f.yaml:1: the file is empty",
        "just a word | f.yaml:1: a scenario is written {scenario: …",
        "[a] | f.yaml:1: a scenario is written {scenario: …",
        "{} | f.yaml:1: a scenario lacks \"scenario\"",
        "scenario: '' | f.yaml:1: a scenario has a name",
        "scenario: [a | f.yaml:1: this is not YAML: ",
        "'scenario: a\n\tstory: b' | f.yaml:2: this is not YAML: ",
        "scenario: &x a | ''",
        "{scenario: &x a, story: *x} | f.yaml:1: aliases such as *x are not used here",
        "'scenario: a\n---\nscenario: b' | f.yaml:3: a file holds one document",
        "{[a]: b} | f.yaml:1: a single word is wanted before the colon",
        "{scenario: a, xyzzy: 1} | f.yaml:1: unknown word \"xyzzy\"; known here: scenario, story",
        "{scenario: a, cluster: 5} | f.yaml:1: a cluster is written {nodes: …",
        "{scenario: a, cluster: {nodes: 99999999999}} | f.yaml:1: 99999999999 is too large",
        "{scenario: a, lasting: 9999999999h} | f.yaml:1: \"9999999999h\" is too large, or too fine",
        "{scenario: a, lasting: 0.1ns} | f.yaml:1: \"0.1ns\" is too large, or too fine",
        "{scenario: a, lasting: 1.5s} | ''",
        "{scenario: a, cluster: {tuning: {hedge: 1us}}} | f.yaml:1: whole milliseconds are wanted",
        "{scenario: a, workload: {pace: {think: 1s, every: 1s}}} | f.yaml:1: a pace is written as",
        "{scenario: a, steps: [at]} | f.yaml:1: a step is written {at: 5s, crash: {nodes: one}}",
      })
  void eachMistakeHasItsSentence(String text, String beginning) {
    Vector<String> problems = problems(text);
    assertEquals(beginning.isEmpty() ? 0 : 1, problems.size(), problems::toString);
    assertTrue(problems.forAll(problem -> problem.startsWith(beginning)), problems::toString);
  }

  @Test
  void whatIsNestedWithoutEndIsRefused() {
    assertEquals(
        Vector.of("f.yaml:1: nothing here is nested so deeply"), problems("[".repeat(10_000)));
  }

  @Test
  void charactersThatCannotBeSeenAreRefused() {
    assertEquals(
        Vector.of("f.yaml:1: the character U+0000 may stand in quotes only, escaped"),
        problems("scenario: \0"));
  }

  private static Vector<String> problems(String text) {
    return ScenarioText.parse(text, "f.yaml").fold(found -> found, scenario -> Vector.empty());
  }
}
