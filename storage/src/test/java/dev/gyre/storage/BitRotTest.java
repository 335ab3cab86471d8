package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskWatch.Moment;
import dev.gyre.sim.disk.SimDiskException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Flips one bit of a file that is at rest, and opens the store again. */
class BitRotTest {
  private static final int FLIPS = Boolean.getBoolean("gyre.nightly") ? 20_000 : 1_200;

  private final Map<String, EnumMap<CrashChain.Rot, Integer>> outcomes = new TreeMap<>();

  @Test
  void aFlippedBitIsHarmlessOrReportedAndNeverServed() throws SimDiskException {
    for (int number = 0; number < FLIPS; number++) {
      flip(Seed.of(number));
    }
    System.out.println(FLIPS + " flipped bits: " + outcomes);
    for (CrashChain.Rot rot : CrashChain.Rot.values()) {
      assertTrue(
          outcomes.values().stream().anyMatch(counts -> counts.containsKey(rot)),
          () -> rot + " was never seen");
    }
  }

  private void flip(Seed seed) throws SimDiskException {
    Randomness random = seed.fork("flips").randomness();
    CrashChain chain = new CrashChain(seed);
    for (int life = random.nextInt(3); life >= 0; life--) {
      PowerCut cut = new PowerCut(null, 1 + random.nextInt(600), Moment.MIDDLE);
      chain.live(cut, 1 + random.nextInt(100), random.choose(Arrays.asList(CrashMode.values())));
    }
    List<String> files = chain.disk.list();
    if (files.isEmpty()) {
      return;
    }
    boolean tree = random.chance(0.4) && files.contains("tree");
    String file = tree ? "tree" : random.choose(files);
    long bits = chain.disk.open(file).size() * Byte.SIZE;
    if (bits == 0 || !chain.disk.flipBit(file, bitOf(file, bits, random))) {
      return;
    }
    try {
      outcomes
          .computeIfAbsent(kindOf(file), kind -> new EnumMap<>(CrashChain.Rot.class))
          .merge(chain.openRotten(), 1, Integer::sum);
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed + ", a bit of " + file, failure);
    }
  }

  /** More often where something is than where nothing is. */
  private static long bitOf(String file, long bits, Randomness random) {
    return switch (file) {
      case "life" -> 4096L * 8 * random.nextInt(2) + random.nextInt(44 * 8);
      case "tree" ->
          random.chance(0.2)
              ? 8192L * 8 * random.nextInt(2) + random.nextInt(52 * 8)
              : 16_384L * 8 + random.nextLong(Math.max(1, bits - 16_384L * 8));
      default -> random.nextLong(random.chance(0.3) ? Math.min(bits, 600 * 8) : bits);
    };
  }

  private static String kindOf(String file) {
    return file.startsWith("log-") ? "log" : file;
  }
}
