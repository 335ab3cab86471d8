package dev.gyre.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import dev.gyre.sim.disk.CrashOutcome;
import dev.gyre.sim.disk.DiskWatch.Moment;
import dev.gyre.sim.disk.OperationKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Kills the store at disk operations of every kind, in every mode of losing what was not forced,
 * one life after another on the same disk.
 */
class CrashMatrixTest {
  private static final boolean NIGHTLY = Boolean.getBoolean("gyre.nightly");
  private static final int LIVES = NIGHTLY ? 30_000 : 2_000;
  private static final int LIVES_OF_A_DISK = 25;
  private static final int STEPS = 150;
  private static final List<Moment> MOMENTS = List.of(Moment.BEFORE, Moment.MIDDLE, Moment.AFTER);

  private final Map<CrashMode, EnumMap<OperationKind, Integer>> met =
      new EnumMap<>(CrashMode.class);
  private long unsynced;
  private long checkpoints;
  private long changes;

  @Test
  void everyModeMeetsEveryKindOfOperationAndNothingIsLost() {
    for (CrashMode mode : CrashMode.values()) {
      met.put(mode, new EnumMap<>(OperationKind.class));
    }
    for (int number = 0; number * LIVES_OF_A_DISK < LIVES; number++) {
      chain(Seed.of(number));
    }
    print();
    for (CrashMode mode : CrashMode.values()) {
      for (OperationKind kind : OperationKind.values()) {
        assertTrue(count(mode, kind) > 0, () -> mode + " never met " + kind);
      }
    }
    assertTrue(checkpoints > LIVES / 4, () -> "only " + checkpoints + " checkpoints");
    assertTrue(unsynced > LIVES / 2, () -> "only " + unsynced + " unsynced changes were at stake");
  }

  /** One run, killed at one operation after the other; the next life reads everything back. */
  @Test
  void everyOperationOfARunIsAMomentToDie() {
    Seed seed = Seed.of(77);
    CrashChain whole = new CrashChain(seed);
    whole.live(never(), STEPS, CrashMode.ALL_KEPT);
    long operations = whole.disk.operations();
    int lives = 0;
    for (long operation = 1; operation <= operations; operation += NIGHTLY ? 1 : 5) {
      lives += dieInEveryWay(seed, operation);
    }
    System.out.println(lives + " deaths in a run of " + operations + " operations");
    assertTrue(whole.checkpoints() > 2, () -> "only " + whole.checkpoints() + " checkpoints");
    assertTrue(lives > operations / 4);
  }

  /** In the short form a seventh of the ways, other ones at each operation. */
  private static int dieInEveryWay(Seed seed, long operation) {
    int lives = 0;
    for (CrashMode mode : CrashMode.values()) {
      for (Moment moment : MOMENTS) {
        if (NIGHTLY || (operation + mode.ordinal() + moment.ordinal()) % 7 == 0) {
          die(seed, operation, moment, mode);
          lives++;
        }
      }
    }
    return lives;
  }

  private static void die(Seed seed, long operation, Moment moment, CrashMode mode) {
    try {
      CrashChain chain = new CrashChain(seed);
      chain.live(new PowerCut(null, operation, moment), STEPS, mode);
      chain.live(never(), 10, CrashMode.UNSYNCED_LOST);
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError(mode + " " + moment + " operation " + operation, failure);
    }
  }

  private static PowerCut never() {
    return new PowerCut(null, Long.MAX_VALUE, Moment.NEVER);
  }

  private void chain(Seed seed) {
    Randomness random = seed.fork("cuts").randomness();
    CrashChain chain = new CrashChain(seed);
    for (int life = 1; life <= LIVES_OF_A_DISK; life++) {
      CrashMode mode = random.choose(Arrays.asList(CrashMode.values()));
      PowerCut cut = cut(random);
      try {
        CrashOutcome outcome = chain.live(cut, 1 + random.nextInt(STEPS), mode);
        unsynced += outcome.unsyncedChanges();
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed + ", life " + life, failure);
      }
      if (cut.hit() != null) {
        met.get(mode).merge(cut.hit(), 1, Integer::sum);
      }
    }
    checkpoints += chain.checkpoints();
    changes += chain.history.changes();
  }

  private static PowerCut cut(Randomness random) {
    Moment moment = random.choose(MOMENTS);
    if (random.chance(0.4)) {
      OperationKind kind = random.choose(Arrays.asList(OperationKind.values()));
      return new PowerCut(kind, 1 + random.nextInt(12), moment);
    }
    return new PowerCut(null, 1 + random.nextInt(random.chance(0.3) ? 40 : 300), moment);
  }

  private int count(CrashMode mode, OperationKind kind) {
    return met.get(mode).getOrDefault(kind, 0);
  }

  private void print() {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%d lives, %d checkpoints, %d unsynced changes at stake, %d changes kept%n%-16s",
                LIVES, checkpoints, unsynced, changes, "power cut at"));
    for (OperationKind kind : OperationKind.values()) {
      table.append(String.format("%16s", kind));
    }
    for (CrashMode mode : CrashMode.values()) {
      table.append(String.format("%n%-16s", mode));
      for (OperationKind kind : OperationKind.values()) {
        table.append(String.format("%16d", count(mode, kind)));
      }
    }
    System.out.println(table);
  }
}
