package dev.gyre.transport.sim;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;

/**
 * What one cause does to the messages of one link: a link has its own weather, and one more for
 * each trouble that it is in. Each draws from streams of its own, so that taking one away does not
 * reshuffle the others, and draws only for a fault that may happen.
 */
final class LinkWeather {
  private static final int MOST_FLIPS = 3;

  private final LinkOptions options;
  private final Randomness delays;
  private final Randomness losses;
  private final Randomness duplications;
  private final Randomness reorderings;
  private final Randomness corruptions;

  LinkWeather(LinkOptions options, Seed seed) {
    this(
        options,
        new Randomness[] {
          seed.fork("delay").randomness(),
          seed.fork("loss").randomness(),
          seed.fork("duplication").randomness(),
          seed.fork("reordering").randomness(),
          seed.fork("corruption").randomness()
        });
  }

  private LinkWeather(LinkOptions options, Randomness[] streams) {
    this.options = options;
    this.delays = streams[0];
    this.losses = streams[1];
    this.duplications = streams[2];
    this.reorderings = streams[3];
    this.corruptions = streams[4];
  }

  /** Other options from now on; the streams go on. */
  LinkWeather with(LinkOptions changed) {
    return new LinkWeather(
        changed, new Randomness[] {delays, losses, duplications, reorderings, corruptions});
  }

  LinkOptions options() {
    return options;
  }

  boolean loses() {
    return chance(losses, options.loss());
  }

  boolean corrupts() {
    return chance(corruptions, options.corruption());
  }

  /** After how long a second copy is sent; negative for none. */
  long duplicateNanos() {
    LinkOptions.Duplication duplication = options.duplication();
    return chance(duplications, duplication.probability())
        ? duplications.nextLong(duplication.withinNanos())
        : -1;
  }

  /** How long a message is under way because of this. */
  long delayNanos() {
    LinkOptions.Delay delay = options.delay();
    long spread = delay.meanNanos() - delay.minNanos();
    return spread == 0
        ? delay.minNanos()
        : Math.min(delay.minNanos() + (long) delays.exponential(spread), delay.maxNanos());
  }

  /** How much longer it takes, while others overtake it. */
  long overtakenNanos() {
    LinkOptions.Reordering reordering = options.reordering();
    return chance(reorderings, reordering.probability())
        ? reorderings.nextLong(reordering.withinNanos())
        : 0;
  }

  /** Up to three bits: CRC-32C finds any so few in frames of our sizes (Koopman, DSN 2002). */
  byte[] flipped(byte[] frame) {
    byte[] copy = frame.clone();
    int bits = copy.length * Byte.SIZE;
    int flips = 1 + corruptions.nextInt(MOST_FLIPS);
    int bit = corruptions.nextInt(bits);
    for (int i = 0; i < flips; i++) {
      copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      // Steps of less than a third of the frame: no bit is flipped back.
      bit = (bit + 1 + corruptions.nextInt(bits / MOST_FLIPS - 1)) % bits;
    }
    return copy;
  }

  private static boolean chance(Randomness stream, double probability) {
    return probability > 0 && stream.chance(probability);
  }
}
