package dev.gyre.scenarios.chaos;

import dev.gyre.sim.Seed;

/**
 * Runs seeds and prints a line {@code hash SEED HASH} each: what the leak detector compares between
 * unlike JVMs. Exits 1 at the first seed that fails.
 */
public final class ChaosMain {
  private ChaosMain() {}

  /** Arguments: the first seed, how many. */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    ChaosCampaign campaign = new ChaosCampaign();
    for (int i = 0; i < count; i++) {
      ChaosCampaign.Ran ran = campaign.run(Seed.of(first + i));
      System.out.println("hash " + ran.seed() + " " + ran.hash());
      if (!ran.passed()) {
        System.out.println("failed " + ran.seed() + " " + ran.violations().getFirst());
        System.exit(1);
      }
    }
  }
}
