package dev.gyre.benchmarks.member;

import dev.gyre.benchmarks.command.Flags;
import dev.gyre.core.member.MemberCounter;
import dev.gyre.scenarios.cluster.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Failure detection with its usual settings, in simulated clusters of several sizes, over networks
 * that lose messages and with nodes that stand still, beside what SWIM and Lifeguard claim. Prints
 * the tables of {@code docs/MEMBERSHIP.md}; the same seeds give the same numbers on any machine.
 */
public final class MembershipBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "nodes", "5,50,100",
          "loss-percent", "0,5,20",
          "crashes", "20",
          "seconds", "3600",
          "pause-seconds", "2,5,20");

  private static final double PERCENT = 100;
  private static final double HOUR_SECONDS = 3_600;
  private static final int PAUSES = 20;
  private static final Duration BETWEEN_PAUSES = Duration.ofSeconds(60);

  private MembershipBenchmark() {}

  /** {@code --nodes 5,50,100 --loss-percent 1,5 --crashes 20 --seconds 3600 …}. */
  public static void main(String... arguments) {
    Flags flags = Flags.parse(DEFAULTS, arguments);
    List<Integer> losses =
        Arrays.stream(flags.text("loss-percent").split(",")).map(Integer::parseInt).toList();
    System.out.println(
        "| nodes | loss | first suspects, s | all avoid it, s | first finds it dead, s"
            + " | all know it dead, s |");
    System.out.println("|---:|---:|---:|---:|---:|---:|");
    flags.counts("nodes").forEach(n -> losses.forEach(l -> crashes(n, l, flags.count("crashes"))));
    System.out.println();
    System.out.println(
        "| nodes | loss | falsely suspected | falsely dead | messages | bytes | largest frame, B"
            + " |");
    System.out.println("|---:|---:|---:|---:|---:|---:|---:|");
    flags.counts("nodes").forEach(n -> losses.forEach(l -> calm(n, l, flags.count("seconds"))));
    System.out.println();
    System.out.println(
        "| nodes | pause, s | suspected | found dead | others suspected | back for all, s |");
    System.out.println("|---:|---:|---:|---:|---:|---:|");
    flags.counts("nodes").forEach(n -> flags.counts("pause-seconds").forEach(s -> pauses(n, s)));
  }

  private static void crashes(int nodes, int lossPercent, int times) {
    Herd herd = new Herd(nodes, lossPercent / PERCENT, nodes * 1_000L + lossPercent);
    List<Herd.Found> found = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      found.add(herd.crash());
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %d %% | %s | %s | %s | %s |%n",
        nodes,
        lossPercent,
        spread(found, Herd.Found::suspected),
        spread(found, Herd.Found::avoided),
        spread(found, Herd.Found::dead),
        spread(found, Herd.Found::buried));
  }

  /** Mean, and the longest. */
  private static String spread(List<Herd.Found> found, ToDoubleFunction<Herd.Found> what) {
    double mean = found.stream().mapToDouble(what).average().orElseThrow();
    double most = found.stream().mapToDouble(what).max().orElseThrow();
    return String.format(Locale.ROOT, "%.1f (%.1f)", mean, most);
  }

  private static void calm(int nodes, int lossPercent, int seconds) {
    Herd herd = new Herd(nodes, lossPercent / PERCENT, nodes * 1_000L + lossPercent);
    Traffic.Sent before = herd.sent();
    long refuted = herd.count(MemberCounter.REFUTATIONS);
    Set<String> dead = new TreeSet<>();
    for (int i = 0; i < seconds; i++) {
      herd.runFor(Duration.ofSeconds(1));
      dead.addAll(herd.deaths());
    }
    double nodeSeconds = (double) nodes * seconds;
    double nodeHours = nodeSeconds / HOUR_SECONDS;
    System.out.printf(
        Locale.ROOT,
        "| %d | %d %% | %.2f | %.2f | %.2f | %.0f | %d |%n",
        nodes,
        lossPercent,
        (herd.count(MemberCounter.REFUTATIONS) - refuted) / nodeHours,
        dead.size() / nodeHours,
        (herd.sent().messages() - before.messages()) / nodeSeconds,
        (herd.sent().bytes() - before.bytes()) / nodeSeconds,
        herd.sent().largest());
  }

  private static void pauses(int nodes, int pauseSeconds) {
    Herd herd = new Herd(nodes, 0, nodes);
    int suspected = 0;
    int dead = 0;
    long others = 0;
    double back = 0;
    for (int i = 0; i < PAUSES; i++) {
      SimNode one = herd.any();
      long before = herd.refutationsBut(one);
      herd.pause(one);
      herd.runFor(Duration.ofSeconds(pauseSeconds));
      suspected += herd.isAvoided(one) ? 1 : 0;
      dead += herd.deaths().isEmpty() ? 0 : 1;
      herd.resume(one);
      back = Math.max(back, herd.secondsUntilBack(one));
      herd.runFor(BETWEEN_PAUSES);
      others += herd.refutationsBut(one) - before;
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d of %d | %d | %d | %.1f |%n",
        nodes,
        pauseSeconds,
        suspected,
        PAUSES,
        dead,
        others,
        back);
  }
}
