package dev.gyre.scenarios.chronicle;

import dev.gyre.scenarios.history.Operation;
import dev.gyre.scenarios.history.Operation.Action;
import dev.gyre.scenarios.history.Operation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Operations in a person's words, and operations in a person's sentence. */
public final class Deeds {
  /** As {@link Operation#toString} begins. */
  private static final Pattern NAMED = Pattern.compile("#(\\d+) client");

  private Deeds() {}

  /** {@code put k7 = c3-12 after #40}. */
  public static String asked(Operation operation) {
    return switch (operation.action()) {
      case Action.Get get ->
          "get " + operation.key() + (get.quorum() ? "" : " weakly") + " #" + operation.index();
      case Action.Put put ->
          (put.value() == null
                  ? "delete " + operation.key()
                  : "put " + operation.key() + " = " + put.value())
              + (put.basis() == null ? " blindly" : " after #" + put.basis())
              + (put.quorum() ? "" : ", weakly")
              + " #"
              + operation.index();
    };
  }

  /** {@code found c3-12, †}. */
  public static String answered(Operation operation) {
    return switch (operation.result()) {
      case Result.Seen seen -> seen.words() + " #" + operation.index();
      case Result.Written written -> "written #" + operation.index();
      case Result.NotApplied refused -> "not applied #" + operation.index();
      case Result.Unknown unknown -> "cannot know #" + operation.index();
      case Result.Pending pending -> "no answer #" + operation.index();
    };
  }

  /** Indexes of the operations that a violation's sentence names, in the order in which it does. */
  public static List<Integer> named(String sentence, int operations) {
    List<Integer> found = new ArrayList<>();
    Matcher matcher = NAMED.matcher(sentence);
    while (matcher.find()) {
      int index = Integer.parseInt(matcher.group(1));
      if (index < operations && !found.contains(index)) {
        found.add(index);
      }
    }
    return found;
  }
}
