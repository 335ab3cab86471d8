package dev.gyre.scenarios.summary;

import io.vavr.collection.Vector;

/**
 * Everything that one call of {@code gyre sim run} tested.
 *
 * @param commit of the code
 */
public record Summary(String commit, Vector<Tested> tested) {
  /** Everything held. */
  public static final int VALID = 0;

  /** A promise was broken, or a state never reached: wins over {@link #UNKNOWN}. */
  public static final int INVALID = 1;

  /** Something could not be judged, or nothing ran. */
  public static final int UNKNOWN = 2;

  public int passed() {
    return tested.map(Tested::passed).sum().intValue();
  }

  public int failed() {
    return tested.map(Tested::failed).sum().intValue();
  }

  /** Seeds that nobody could judge. */
  public int unknown() {
    return tested.map(Tested::unknown).sum().intValue();
  }

  public int seeds() {
    return passed() + failed() + unknown();
  }

  /** What the command ends with. */
  public int exitCode() {
    if (tested.exists(Tested::isFailed)) {
      return INVALID;
    }
    return unknown() > 0 || seeds() == 0 ? UNKNOWN : VALID;
  }

  /** The last line on standard error. */
  public String line() {
    return passed() + " passed, " + failed() + " failed";
  }

  SeedLine.Sizes sizes() {
    return tested.map(Tested::sizes).fold(SeedLine.Sizes.NONE, SeedLine.Sizes::plus);
  }
}
