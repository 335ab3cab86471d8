package dev.gyre.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

class ReplayFileTest {
  private static final ReplayFile FILE =
      new ReplayFile(
          "c0ffee",
          Seed.of(-1),
          Scenario.named("calm").check(),
          Promise.NO_THIN_AIR,
          "00000000000000000123456789abcdef",
          "k1 showed what nobody wrote");

  @Test
  void looksLikeThis() {
    assertEquals(
        """
        {
          "replay": 1,
          "commit": "c0ffee",
          "seed": "18446744073709551615",
          "fingerprint": "no-thin-air",
          "hash": "00000000000000000123456789abcdef",
          "failure": "k1 showed what nobody wrote",
          "run": {"scenario": "calm"}
        }
        """,
        FILE.json());
  }

  @Test
  void aNewerVersionIsRefusedWhateverElseItHolds() {
    String newer = FILE.json().replace("\"replay\": 1", "\"replay\": 2, \"later\": 5");
    assertEquals(
        Vector.of(
            "f.json:2: this file has version 2, and version 1 is read here:"
                + " use the gyre that wrote it, or a newer one"),
        ReplayFile.parse(newer, "f.json").getLeft());
  }

  @Test
  void mistakesAreToldWithTheirLines() {
    String bad =
        FILE.json()
            .replace("\"commit\"", "\"comit\"")
            .replace("18446744073709551615", "x")
            .replace("no-thin-air", "no-thin-hair")
            .replace("00000000", "0")
            .replace("\"calm\"", "\"calm\", \"lasting\": \"never\"");
    assertEquals(
        """
        f.json:1: a replay file lacks "commit"
        f.json:3: unknown word "comit"; did you mean "commit"?
        f.json:4: a seed is a decimal number of 64 bits, for example 42, but was "x"
        f.json:5: unknown word "no-thin-hair"; did you mean "no-thin-air"?
        f.json:6: a hash has 32 hexadecimal digits, unlike 000123456789abcdef
        f.json:8: "never" is not a duration; write it like 5s or 200ms
        """,
        ReplayFile.parse(bad, "f.json").getLeft().map(each -> each + "\n").mkString());
  }
}
