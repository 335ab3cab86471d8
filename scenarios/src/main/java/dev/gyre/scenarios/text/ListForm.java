package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.function.BiFunction;

/**
 * A list; its items may depend on where they stand.
 *
 * @param writer of the item at an index
 * @param reader of the item at an index
 */
record ListForm<T>(
    BiFunction<Integer, T, Tree> writer,
    BiFunction<Integer, Tree, Either<Vector<Problem>, T>> reader)
    implements Form<Vector<T>> {

  @Override
  public Tree write(Vector<T> values) {
    return Tree.items(values.zipWithIndex((value, index) -> writer.apply(index, value)));
  }

  @Override
  public Either<Vector<Problem>, Vector<T>> read(Tree tree) {
    if (!(tree instanceof Tree.Items list)) {
      return Problem.at(tree, "a list is wanted here, such as [a, b], not " + Tree.kind(tree));
    }
    Vector<Either<Vector<Problem>, T>> read =
        list.items().zipWithIndex((item, index) -> reader.apply(index, item));
    Vector<Problem> problems = read.filter(Either::isLeft).flatMap(Either::getLeft);
    return problems.isEmpty() ? Either.right(read.map(Either::get)) : Either.left(problems);
  }
}
