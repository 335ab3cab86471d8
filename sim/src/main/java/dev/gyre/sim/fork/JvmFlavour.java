package dev.gyre.sim.fork;

import java.util.List;

/**
 * A kind of JVM.
 *
 * @param name for messages
 * @param options what it is started with
 */
public record JvmFlavour(String name, List<String> options) {

  /**
   * Identity hashes drawn at random, identity hashes counted up from one, and no compiler. In each,
   * besides, the order of {@code Set.of} and {@code Map.of} is salted anew, addresses differ, and
   * so does every real clock.
   */
  public static final List<JvmFlavour> DEFAULT =
      List.of(
          new JvmFlavour(
              "hashCode=0", List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=0")),
          new JvmFlavour(
              "hashCode=3", List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=3")),
          new JvmFlavour("interpreted", List.of("-Xint")));

  public JvmFlavour {
    options = List.copyOf(options);
  }
}
