package dev.gyre.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.benchmarks.load.Load;
import dev.gyre.benchmarks.load.Measurement;
import dev.gyre.benchmarks.load.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
  @Test
  void aLineHasTheUnitsOfItsHead() {
    Measurement measured = new Measurement(56_789, 90_400, 251_000, 1_300_000, 0.8754, 5_200);
    Row row = new Row("gyre", new Load(Workload.PUT, 1024, 8), measured, 0.514);
    assertEquals(
        "| put | 1,024 | 8 | gyre | 56,789 | 90 | 251 | 1,300 | 0.875 | 5.2 | 0.51 | 0.5 |",
        Markdown.line(row));
    assertEquals(columns(Markdown.line(row)), columns(Markdown.HEAD.lines().findFirst().get()));
  }

  @ParameterizedTest
  @CsvSource({"PUT,1,0.5", "PUT,8,0.5", "PUT,32,0.4", "PUT,128,0.4", "READ95,1,0.4"})
  void goalsAreThoseOfTheDesign(Workload workload, int clients, double share) {
    assertEquals(share, Goals.shareOfCeiling(new Load(workload, 100, clients)));
  }

  private static long columns(String line) {
    return line.chars().filter(c -> c == '|').count();
  }
}
