package dev.gyre.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gyre.benchmarks.load.Timing;
import dev.gyre.benchmarks.load.Workload;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterBenchmarkOptionsTest {
  @Test
  void withoutFlagsTheGridIsTheDesignsTable() {
    ClusterBenchmarkOptions options = ClusterBenchmarkOptions.parse();
    assertEquals(List.of(1, 8, 32, 128), options.clients());
    assertEquals(List.of(100, 1024), options.valueBytes());
    assertEquals(List.of(Workload.PUT, Workload.READ95), options.workloads());
  }

  @Test
  void flagsReplaceWhatTheyName() {
    ClusterBenchmarkOptions options =
        ClusterBenchmarkOptions.parse(
            "--targets", "ceiling", "--seconds", "2", "--rounds", "5", "--directory", "here");
    assertEquals(List.of(TargetKind.CEILING), options.targets());
    assertEquals(new Timing(1_000_000_000L, 2_000_000_000L), options.timing());
    assertEquals(5, options.rounds());
    assertEquals(Path.of("here"), options.directory());
  }

  @Test
  void aTargetThatDoesNotExistIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ClusterBenchmarkOptions.parse("--targets", "ceiling,floor"));
  }
}
