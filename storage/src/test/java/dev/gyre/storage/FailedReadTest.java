package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.DiskWatch.Moment;
import org.junit.jupiter.api.Test;

/** The disk stops reading while a store opens: it opens later, and nothing was ever called lost. */
class FailedReadTest {
  private static final int SEEDS = Boolean.getBoolean("gyre.nightly") ? 500 : 25;
  private static final int MOST_READS = 1_000;

  @Test
  void readsThatFailAtTheStartAreNoDamage() {
    int refused = 0;
    for (int number = 0; number < SEEDS; number++) {
      refused += everyRead(Seed.of(number));
    }
    assertTrue(refused > SEEDS, "so many starts were refused: " + refused);
  }

  private static int everyRead(Seed seed) {
    Randomness random = seed.fork("reads").randomness();
    CrashChain chain = new CrashChain(seed);
    for (int life = 0; life < 4; life++) {
      chain.live(new PowerCut(null, 2_000, Moment.MIDDLE), 100, CrashMode.UNSYNCED_LOST);
    }
    int refused = 0;
    for (int good = 0; good < MOST_READS; good++) {
      SimDiskPort port = new SimDiskPort(chain.disk);
      port.failReadsAfter(good);
      OpenResult result =
          DurableStorage.open(CrashChain.OPTIONS, port, chain.tasks.workers(), CrashChain.OWNER);
      switch (result) {
        case OpenResult.Opened opened ->
            assertFalse(
                opened.report().verdict() instanceof Verdict.LostData,
                () -> "seed " + seed + ": " + opened.report());
        case OpenResult.Damaged damaged ->
            throw new AssertionError("seed " + seed + ": " + damaged.message());
        case OpenResult.Failed failed -> refused++;
      }
      chain.tasks.discard();
      chain.disk.crash(CrashMode.UNSYNCED_LOST, random);
      if (!port.hasFailed()) {
        break;
      }
    }
    assertEquals(CrashChain.Rot.HARMLESS, chain.openRotten(), () -> "seed " + seed);
    return refused;
  }
}
