package dev.gyre.scenarios.text;

import dev.gyre.scenarios.dsl.Cluster;
import dev.gyre.scenarios.dsl.Selector;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes: {@code all} or {@code any}, {@code one}, {@code random 2}, {@code minority}, {@code
 * majority}, {@code n3}, {@code [n1, n2]}, {@code owners of k7}, {@code one owner of k7}, {@code 2
 * owners of k7}, {@code last coordinator}.
 */
final class SelectorForm implements Form<Selector> {
  static final SelectorForm SELECTOR = new SelectorForm();
  static final Selector ALL = new Selector.Everyone();
  static final Vector<String> WORDS =
      Vector.of(
          "all",
          "any",
          "one",
          "random 2",
          "minority",
          "majority",
          "owners of KEY",
          "one owner of KEY",
          "2 owners of KEY",
          "last coordinator",
          "[n1, n2]");

  private static final Form<Vector<String>> NAMES = Scalars.TEXT.list();
  private static final Pattern NODE = Pattern.compile("n\\d+");
  private static final Pattern RANDOM = Pattern.compile("random (\\d{1,9})");
  private static final Pattern OWNERS =
      Pattern.compile("(?:(one|\\d{1,9}) )?owners? of (.*)", Pattern.DOTALL);

  private SelectorForm() {}

  @Override
  public Tree write(Selector selector) {
    return switch (selector) {
      case Selector.Everyone everyone -> Tree.word("all");
      case Selector.Some some -> Tree.word(some.count() == 1 ? "one" : "random " + some.count());
      case Selector.Minority minority -> Tree.word("minority");
      case Selector.Majority majority -> Tree.word("majority");
      case Selector.Named named -> NAMES.write(named.nodes());
      case Selector.OwnersOf owners -> Tree.word(count(owners.count()) + owners.key());
      case Selector.LastCoordinator last -> Tree.word("last coordinator");
    };
  }

  private static String count(int owners) {
    return switch (owners) {
      case Cluster.MOST_NODES -> "owners of ";
      case 1 -> "one owner of ";
      default -> owners + " owners of ";
    };
  }

  @Override
  public Either<Vector<Problem>, Selector> read(Tree tree) {
    return switch (tree) {
      case Tree.Word word -> Form.attempt(tree, () -> selector(word.text()));
      case Tree.Items items ->
          NAMES.read(tree).flatMap(names -> Form.attempt(tree, () -> new Selector.Named(names)));
      case Tree.Fields fields -> Problem.at(tree, "nodes are wanted here, not a mapping");
    };
  }

  private static Selector selector(String text) {
    return switch (text) {
      case "all", "any" -> ALL;
      case "one" -> new Selector.Some(1);
      case "minority" -> new Selector.Minority();
      case "majority" -> new Selector.Majority();
      case "last coordinator" -> new Selector.LastCoordinator();
      default -> counted(text);
    };
  }

  private static Selector counted(String text) {
    if (NODE.matcher(text).matches()) {
      return new Selector.Named(Vector.of(text));
    }
    Matcher random = RANDOM.matcher(text);
    if (random.matches()) {
      return new Selector.Some(Integer.parseInt(random.group(1)));
    }
    Matcher owners = OWNERS.matcher(text);
    if (owners.matches()) {
      return new Selector.OwnersOf(owners.group(2), owners(owners.group(1)));
    }
    throw new IllegalArgumentException(Problem.unknownWord(0, text, WORDS).reason());
  }

  private static int owners(@Nullable String count) {
    if (count == null) {
      return Cluster.MOST_NODES;
    }
    return count.equals("one") ? 1 : Integer.parseInt(count);
  }
}
