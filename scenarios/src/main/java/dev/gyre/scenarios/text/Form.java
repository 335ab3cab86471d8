package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.function.Function;
import java.util.function.Supplier;

/** One way to write values of a kind down, and to read them back. */
interface Form<T> {
  Tree write(T value);

  /** The value, or all that is wrong with the text. */
  Either<Vector<Problem>, T> read(Tree tree);

  /**
   * The same text for another kind of value.
   *
   * @param made throws IllegalArgumentException with a sentence for what there is not
   */
  default <R> Form<R> as(Function<T, R> made, Function<R, T> taken) {
    Form<T> inner = this;
    return new Form<>() {
      @Override
      public Tree write(R value) {
        return inner.write(taken.apply(value));
      }

      @Override
      public Either<Vector<Problem>, R> read(Tree tree) {
        return inner.read(tree).flatMap(value -> attempt(tree, () -> made.apply(value)));
      }
    };
  }

  /** A list of such values. */
  default Form<Vector<T>> list() {
    return new ListForm<>((index, value) -> write(value), (index, tree) -> read(tree));
  }

  /** What refuses a value says why; the text adds where. */
  static <R> Either<Vector<Problem>, R> attempt(Tree tree, Supplier<R> made) {
    try {
      return Either.right(made.get());
    } catch (IllegalArgumentException e) {
      return Problem.at(tree, String.valueOf(e.getMessage()));
    }
  }
}
