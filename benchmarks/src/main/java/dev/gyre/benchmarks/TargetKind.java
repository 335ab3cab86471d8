package dev.gyre.benchmarks;

import dev.gyre.benchmarks.ceiling.CeilingTarget;
import dev.gyre.benchmarks.gyre.GyreTarget;
import dev.gyre.benchmarks.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What can be put under load. */
enum TargetKind {
  /** The bare quorum service of {@code dev.gyre.benchmarks.ceiling}. */
  CEILING,
  /** Three nodes of Gyre, through its client. */
  GYRE;

  /** Its name in tables. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Starts a cluster with its files in {@code directory}, and connects to it. */
  Target start(Path directory) throws IOException {
    return switch (this) {
      case CEILING -> CeilingTarget.start(directory);
      case GYRE -> GyreTarget.start(directory);
    };
  }
}
