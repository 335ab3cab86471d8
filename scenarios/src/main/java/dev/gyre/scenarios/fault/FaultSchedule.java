package dev.gyre.scenarios.fault;

import dev.gyre.sim.Randomness;
import dev.gyre.sim.Seed;
import dev.gyre.sim.disk.CrashMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All faults of a run, drawn kind by kind from streams of their own: taking one kind away does not
 * move the others.
 *
 * @param clocks one for each node
 * @param faults in order of time
 */
public record FaultSchedule(Weather weather, List<ClockError> clocks, List<Fault> faults) {
  private static final CrashMode[] MODES = CrashMode.values();
  private static final long MOST_SKEW_MILLIS = 200;
  private static final long MOST_DRIFT_PPM = 500;

  /** Draws the faults of {@code lastingMillis} for so many nodes. */
  public static FaultSchedule draw(Seed seed, int nodes, long lastingMillis) {
    List<ClockError> clocks = new ArrayList<>();
    Randomness clock = seed.fork("clocks").randomness();
    for (int i = 0; i < nodes; i++) {
      clocks.add(
          new ClockError(
              clock.between(-MOST_SKEW_MILLIS, MOST_SKEW_MILLIS + 1),
              clock.between(-MOST_DRIFT_PPM, MOST_DRIFT_PPM + 1)));
    }
    List<Fault> faults = new ArrayList<>();
    Draw draw = new Draw(nodes, lastingMillis);
    draw.partitions(seed.fork("partitions").randomness(), faults);
    draw.crashes(seed.fork("crashes").randomness(), faults);
    draw.pauses(seed.fork("pauses").randomness(), faults);
    draw.jumps(seed.fork("jumps").randomness(), faults);
    draw.slowDisks(seed.fork("slow disks").randomness(), faults);
    faults.sort(Comparator.comparingLong(Fault::atMillis));
    Weather weather = Weather.draw(seed.fork("weather").randomness());
    return new FaultSchedule(
        weather, List.of(clocks.toArray(ClockError[]::new)), List.of(faults.toArray(Fault[]::new)));
  }

  private record Draw(int nodes, long lastingMillis) {
    private static final int MOST = 4;

    private long time(Randomness random) {
      return random.nextLong(lastingMillis);
    }

    private static int count(Randomness random) {
      return random.nextBoolean() ? random.nextInt(MOST + 1) : 0;
    }

    void partitions(Randomness random, List<Fault> into) {
      for (int i = count(random); i > 0; i--) {
        List<Integer> side = new ArrayList<>();
        int size = random.between(1, nodes / 2 + 1);
        List<Integer> all = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
          all.add(node);
        }
        random.shuffle(all);
        side.addAll(all.subList(0, size));
        into.add(
            new Fault.Partition(
                time(random), random.between(100L, 4_000L), side, random.nextBoolean()));
      }
    }

    void crashes(Randomness random, List<Fault> into) {
      for (int i = count(random) + (random.nextBoolean() ? nodes : 0); i > 0; i--) {
        into.add(
            new Fault.Crash(
                time(random),
                random.between(10L, 3_000L),
                random.nextInt(nodes),
                MODES[random.nextInt(MODES.length)],
                random.chance(0.7)));
      }
    }

    void pauses(Randomness random, List<Fault> into) {
      for (int i = count(random); i > 0; i--) {
        into.add(new Fault.Pause(time(random), random.between(50L, 2_500L), random.nextInt(nodes)));
      }
    }

    void jumps(Randomness random, List<Fault> into) {
      for (int i = count(random); i > 0; i--) {
        into.add(
            new Fault.ClockJump(
                time(random), random.nextInt(nodes), random.between(-5_000L, 2_000L)));
      }
    }

    void slowDisks(Randomness random, List<Fault> into) {
      for (int i = count(random); i > 0; i--) {
        into.add(
            new Fault.SlowDisk(
                time(random),
                random.between(200L, 3_000L),
                random.nextInt(nodes),
                random.nextDouble()));
      }
    }
  }
}
