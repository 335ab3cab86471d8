package dev.gyre.scenarios.catalogue;

import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.scenarios.text.Nearest;
import dev.gyre.scenarios.text.ScenarioText;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** The scenarios that come with Gyre. */
public final class Catalogue {

  /** In the order in which they are listed: each is the name of a file. */
  private static final Vector<String> NAMES =
      Vector.of(
          "calm",
          // The network.
          "minority-partition",
          "majority-partition",
          "everybody-alone",
          "bridge",
          "mute-node",
          "deaf-node",
          "flapping-link",
          "lossy-network",
          "slow-network",
          "duplicated-messages",
          "reordered-messages",
          "corrupted-frames",
          "clogged-link",
          "slow-link",
          "broken-connections",
          // Processes.
          "rolling-restart",
          "rolling-crash",
          "crash-before-force",
          "torn-tail",
          "sectors-in-any-order",
          "kill-all",
          "power-failure",
          "crash-loop",
          "long-pause",
          "coordinator-pause",
          // Who is alive.
          "false-suspicion",
          "dead-then-back",
          "buried-alive",
          // Hints.
          "hinted-handoff",
          "any-with-all-owners-down",
          "hint-holder-crashes",
          "hints-over-their-bound",
          "hints-age",
          // Clocks.
          "clock-jump-ahead",
          "clock-jump-back",
          "clock-drift",
          "skewed-clocks",
          // Disks.
          "slow-disk",
          "full-disk",
          "failing-reads",
          "failing-writes",
          "failing-forces",
          "bit-rot",
          "misdirected-writes",
          "lost-disk",
          "rolled-back-disk",
          // Loads and shapes.
          "retry-storm",
          "hot-key",
          "hot-key-with-contexts",
          "many-siblings",
          "delete-race",
          "large-values",
          "everything-small",
          "nine-nodes",
          "single-copy",
          "racks",
          "overload",
          "write-to-all",
          // One order of all.
          "minority-partition-linearizable",
          "duel");

  private Catalogue() {}

  public static Vector<String> names() {
    return NAMES;
  }

  /** All of them, in the order of {@link #names}. */
  public static Vector<Scenario> all() {
    return NAMES.map(Catalogue::read);
  }

  /** The scenario of this name, or a sentence that says which one may be meant. */
  public static Either<String, Scenario> find(String name) {
    if (NAMES.contains(name)) {
      return Either.right(read(name));
    }
    String advice =
        Nearest.of(name, NAMES)
            .map(near -> "did you mean \"" + near + "\"?")
            .getOrElse("\"gyre sim list\" shows what there is");
    return Either.left("there is no scenario \"" + name + "\"; " + advice);
  }

  private static Scenario read(String name) {
    String file = name + ".yaml";
    return ScenarioText.parse(Resource.read(file), file)
        .getOrElseThrow(problems -> new IllegalStateException(problems.mkString("\n")));
  }
}
