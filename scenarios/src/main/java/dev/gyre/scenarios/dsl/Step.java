package dev.gyre.scenarios.dsl;

/**
 * One fault and when it comes.
 *
 * @param number names its stream of draws: unique in a scenario, and kept when others are taken
 *     away
 */
public record Step(int number, Trigger trigger, Fault fault) {
  public Step {
    Spans.requireBetween("number", number, 0, 1_000_000);
  }

  public Step with(Fault other) {
    return new Step(number, trigger, other);
  }

  public Step with(Trigger other) {
    return new Step(number, other, fault);
  }
}
