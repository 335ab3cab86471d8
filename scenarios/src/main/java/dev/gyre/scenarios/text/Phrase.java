package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.function.Function;

/**
 * A value that is a word or a few.
 *
 * @param wanted how to tell what is missing where a list or a mapping stands: {@code a duration}
 * @param bare whether JSON writes it without quotes
 * @param text how it is written
 * @param meaning of a text; throws IllegalArgumentException with a sentence where it has none
 */
record Phrase<T>(String wanted, boolean bare, Function<T, String> text, Function<String, T> meaning)
    implements Form<T> {

  @Override
  public Tree write(T value) {
    return new Tree.Word(text.apply(value), bare, 0);
  }

  @Override
  public Either<Vector<Problem>, T> read(Tree tree) {
    return switch (tree) {
      case Tree.Word word -> Form.attempt(tree, () -> meaning.apply(word.text()));
      case Tree.Items items -> Problem.at(tree, wanted + " is wanted here, not a list");
      case Tree.Fields fields -> Problem.at(tree, wanted + " is wanted here, not a mapping");
    };
  }
}
