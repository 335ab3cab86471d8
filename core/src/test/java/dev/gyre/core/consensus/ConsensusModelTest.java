package dev.gyre.core.consensus;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gyre.core.consensus.ConsensusModel.Plan;
import dev.gyre.core.consensus.ConsensusModel.Verdict;
import dev.gyre.core.consensus.ModelSpec.Action;
import dev.gyre.core.consensus.ModelWorld.Faults;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small worlds, with the product as it is and with each rule left out. Four of them have fewer than
 * 100,000 states and are explored as a whole in every build; the others are cut off there, breadth
 * first, and go further in the long form.
 */
final class ConsensusModelTest {
  private static final long MOST_STATES = Boolean.getBoolean("gyre.nightly") ? 4_000_000 : 100_000;

  private static final Action GET = new Action.Get();

  /** A world: what is asked, which eventual writes there are, which faults. */
  private enum World {
    WRITES_MEET(
        List.of(
            new Plan(0, new Action.Swap(null, "a"), 0, false),
            new Plan(1, new Action.Swap(null, "b"), 1, false)),
        List.of(),
        new Faults(1, 0)),
    READ_MEETS_WRITE(
        List.of(new Plan(0, new Action.Put("a"), 0, false), new Plan(1, GET, 1, false)),
        List.of(),
        new Faults(1, 1)),
    TWO_READS(
        List.of(
            new Plan(0, new Action.Put("a"), 0, false),
            new Plan(1, GET, 1, false),
            new Plan(2, GET, 2, false)),
        List.of(),
        new Faults(0, 0)),
    RETRY(
        List.of(
            new Plan(0, new Action.Swap(null, "a"), 0, false),
            new Plan(0, new Action.Swap(null, "a"), 1, true)),
        List.of(),
        new Faults(1, 1)),
    RETRY_AND_OVERWRITE(
        List.of(
            new Plan(0, new Action.Put("a"), 0, false),
            new Plan(0, new Action.Put("a"), 1, true),
            new Plan(2, new Action.Swap("a", "b"), 2, false)),
        List.of(),
        new Faults(0, 0)),
    ONE_AFTER_THE_OTHER(
        List.of(
            new Plan(0, new Action.Swap(null, "a"), 0, false),
            new Plan(1, new Action.Swap("a", "b"), 0, false),
            new Plan(2, GET, 1, false)),
        List.of(),
        new Faults(0, 0)),
    EVENTUAL_WRITE_AND_WRITE(
        List.of(new Plan(0, new Action.Put("a"), 0, false), new Plan(1, GET, 2, false)),
        List.of("e"),
        new Faults(0, 0));

    private final List<Plan> plans;
    private final List<String> eventual;
    private final Faults faults;

    World(List<Plan> plans, List<String> eventual, Faults faults) {
      this.plans = plans;
      this.eventual = eventual;
      this.faults = faults;
    }

    Verdict explore(Mistake mistake, long most) {
      return new ConsensusModel(plans, eventual, mistake).explore(faults, most);
    }
  }

  @ParameterizedTest
  @EnumSource(World.class)
  void everyAnswerHasAnExplanation(World world) {
    Verdict verdict = world.explore(Mistake.NONE, MOST_STATES);
    assertNull(verdict.violation());
    assertTrue(verdict.states() > 1_000, () -> "only " + verdict.states() + " states");
  }

  @ParameterizedTest
  @EnumSource(value = Mistake.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aRuleLeftOutIsFound(Mistake mistake) {
    Verdict verdict = worldOf(mistake).explore(mistake, 4 * MOST_STATES);
    assertNotNull(verdict.violation(), () -> "not in " + verdict.states() + " states");
  }

  private static World worldOf(Mistake mistake) {
    return switch (mistake) {
      case NONE, READ_OF_ONE -> World.TWO_READS;
      case NO_OPERATION_IDS -> World.RETRY;
      case BALLOT_REUSED -> World.ONE_AFTER_THE_OTHER;
      case REFUSED_BY_ONE -> World.WRITES_MEET;
      case EVENTUAL_INTO_REGISTER -> World.EVENTUAL_WRITE_AND_WRITE;
    };
  }
}
