package dev.gyre.core.consensus;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.Condition;
import dev.gyre.core.cell.OperationWindow;
import dev.gyre.core.cell.Sibling;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.value.Value;
import dev.gyre.core.wire.ContextTokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left out of the design: each must be found. The product knows nothing of them; they are
 * made by what the model hands to it, or hands on for it.
 */
enum Mistake {
  NONE,
  /** A retry does not find what became of its first attempt (rule 2). */
  NO_OPERATION_IDS,
  /** A get believes one replica (fast read without unanimity). */
  READ_OF_ONE,
  /** A node takes the ballot of its last round again (rule 1). */
  BALLOT_REUSED,
  /** An eventual write changes what a replica has accepted. */
  EVENTUAL_INTO_REGISTER,
  /** A compare-and-set is refused for what one replica has. */
  REFUSED_BY_ONE;

  /** The promises of a replica that has no window of operations. */
  Signal forged(Signal signal) {
    if (this == NO_OPERATION_IDS
        && signal instanceof Signal.Replied replied
        && replied.reply() instanceof StrongReply.Promised promised) {
      StrongLane state = promised.accepted().state();
      StrongLane blank =
          new StrongLane(
              state.version(), state.siblings(), state.absorbed(), OperationWindow.EMPTY);
      Accepted<StrongLane> accepted = new Accepted<>(promised.accepted().ballot(), blank);
      return new Signal.Replied(
          replied.from(),
          new StrongReply.Promised(promised.id(), promised.ballot(), accepted, promised.lane()));
    }
    return signal;
  }

  /** An answer given for what one replica has accepted. */
  @Nullable Outcome hasty(ModelSpec.Action action, Cell cell, ContextTokens tokens) {
    StrongLane state = cell.register().accepted().state();
    if (this == READ_OF_ONE && action instanceof ModelSpec.Action.Get) {
      return new Outcome.Found(
          state.newestFirst(), tokens.write(ConsensusModel.KEY, state.seen()), state.version());
    }
    boolean refused =
        this == REFUSED_BY_ONE
            && action instanceof ModelSpec.Action.Swap swap
            && !(swap.expected() == null
                ? Condition.ABSENT.holds(state)
                : new Condition.IfValue(Value.of(swap.expected())).holds(state));
    return refused ? new Outcome.ConditionFailed(null) : null;
  }

  static Cell intoRegister(Cell cell, List<Sibling> siblings) {
    Register<StrongLane> register = cell.register();
    StrongLane state = register.accepted().state();
    List<Sibling> all = new ArrayList<>(state.siblings());
    for (Sibling sibling : siblings) {
      if (all.stream().noneMatch(known -> known.dot().equals(sibling.dot()))) {
        all.add(sibling);
      }
    }
    StrongLane changed =
        new StrongLane(state.version(), List.copyOf(all), state.absorbed(), state.window());
    Accepted<StrongLane> accepted = new Accepted<>(register.accepted().ballot(), changed);
    return cell.with(new Register<>(register.promised(), accepted, register.chosen()));
  }
}
