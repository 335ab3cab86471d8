package dev.gyre.scenarios.campaign;

import dev.gyre.scenarios.run.RunResult;
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
    Campaign campaign = new Campaign(Experiment.swarm());
    for (int i = 0; i < count; i++) {
      RunResult ran = campaign.run(Seed.of(first + i));
      System.out.println("hash " + ran.seed() + " " + ran.measures().hash());
      if (ran.verdict() != RunResult.Verdict.VALID) {
        System.out.println("failed " + ran.seed() + " " + ran.findings());
        System.exit(1);
      }
    }
  }
}
