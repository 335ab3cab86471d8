package dev.gyre.benchmarks;

import dev.gyre.benchmarks.ceiling.CeilingTarget;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.nio.file.Path;

/** What can be put under load. */
public enum TargetKind {
  /** The bare quorum service of {@code dev.gyre.benchmarks.ceiling}. */
  CEILING;

  /** Starts a cluster with its files in {@code directory}, and connects to it. */
  public Target start(Path directory) throws IOException {
    return switch (this) {
      case CEILING -> CeilingTarget.start(directory);
    };
  }
}
