package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A sealed type: the word says which case it is, what follows the word is the case.
 *
 * @param what it is, with its article, for sentences
 */
record Cases<T>(String what, Vector<Case<? extends T>> cases) implements Form<T> {

  record Case<S>(String word, Class<S> type, Form<S> form) {
    Tree.Field write(Object value) {
      return new Tree.Field(word, form.write(type.cast(value)));
    }
  }

  static <T> Cases<T> of(String what) {
    return new Cases<>(what, Vector.empty());
  }

  <S extends T> Cases<T> or(String word, Class<S> type, Form<S> form) {
    return new Cases<>(what, cases.append(new Case<>(word, type, form)));
  }

  Vector<String> words() {
    return cases.map(Case::word);
  }

  Tree.Field field(T value) {
    return of(value).write(value);
  }

  private Case<? extends T> of(T value) {
    return cases
        .find(each -> each.type().isInstance(value))
        .getOrElseThrow(() -> new IllegalStateException("no word for " + value));
  }

  /** Reads a field whose name is one of the words. */
  Either<Vector<Problem>, T> read(Tree.Field field) {
    return cases
        .find(each -> each.word().equals(field.name()))
        .get()
        .form()
        .read(field.value())
        .map(value -> (T) value);
  }

  @Override
  public Tree write(T value) {
    return Tree.fields(Vector.of(field(value)));
  }

  @Override
  public Either<Vector<Problem>, T> read(Tree tree) {
    if (!(tree instanceof Tree.Fields mapping)) {
      return Problem.at(tree, choice() + ", not " + Tree.kind(tree));
    }
    List<Problem> problems = new ArrayList<>();
    TreeMap<String, Tree.Field> fields = Mappings.index(mapping, words(), problems);
    if (problems.isEmpty() && fields.size() != 1) {
      problems.add(new Problem(tree.line(), choice()));
    }
    return problems.isEmpty()
        ? read(fields.firstEntry().getValue())
        : Either.left(Vector.ofAll(problems));
  }

  private String choice() {
    return what + " is written as one of " + words().map(word -> word + ": …").mkString(", ");
  }
}
