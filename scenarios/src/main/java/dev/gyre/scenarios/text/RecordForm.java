package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A record as a mapping. It is told as changes of a blank one, in the order of its parts; so what
 * is as it is anyhow is left out, and a part may follow from one before it. Writing and reading
 * walk the same path: what reads back otherwise is found when it is written.
 */
final class RecordForm<T> implements Form<T> {
  private final String what;
  private final T blank;
  private final Vector<Part<T, ?>> parts;

  /** One word of the mapping. */
  private record Part<T, F>(
      String word,
      boolean needed,
      Form<F> form,
      Function<T, F> value,
      BiFunction<T, F, T> changed) {

    boolean isSame(T one, T other) {
      return value.apply(one).equals(value.apply(other));
    }

    T copy(T from, T to) {
      return changed.apply(to, value.apply(from));
    }

    Tree.Field write(T record) {
      return new Tree.Field(word, form.write(value.apply(record)));
    }

    Either<Vector<Problem>, T> read(T before, Tree tree) {
      return form.read(tree)
          .flatMap(value -> Form.attempt(tree, () -> changed.apply(before, value)));
    }
  }

  private RecordForm(String what, T blank, Vector<Part<T, ?>> parts) {
    this.what = what;
    this.blank = blank;
    this.parts = parts;
  }

  /**
   * Begins one.
   *
   * @param what it is, with its article, for sentences
   */
  static <T> RecordForm<T> of(String what, T blank) {
    return new RecordForm<>(what, blank, Vector.empty());
  }

  /** A word that may be left out. */
  <F> RecordForm<T> may(
      String word, Form<F> form, Function<T, F> value, BiFunction<T, F, T> changed) {
    return with(new Part<>(word, false, form, value, changed));
  }

  /** A word that must be there. */
  <F> RecordForm<T> must(
      String word, Form<F> form, Function<T, F> value, BiFunction<T, F, T> changed) {
    return with(new Part<>(word, true, form, value, changed));
  }

  private RecordForm<T> with(Part<T, ?> part) {
    return new RecordForm<>(what, blank, parts.append(part));
  }

  Vector<String> words() {
    return parts.map(Part::word);
  }

  @Override
  public Tree write(T value) {
    List<Tree.Field> fields = new ArrayList<>();
    T told = blank;
    for (Part<T, ?> part : parts) {
      if (part.needed() || !part.isSame(told, value)) {
        fields.add(part.write(value));
        told = part.copy(value, told);
      }
    }
    if (!told.equals(value)) {
      throw new IllegalStateException("the text of " + what + " cannot say all of " + value);
    }
    return Tree.fields(Vector.ofAll(fields));
  }

  @Override
  public Either<Vector<Problem>, T> read(Tree tree) {
    if (!(tree instanceof Tree.Fields mapping)) {
      return Problem.at(
          tree,
          what
              + " is written {"
              + words().map(word -> word + ": …").mkString(", ")
              + "}, not "
              + Tree.kind(tree));
    }
    List<Problem> problems = new ArrayList<>();
    TreeMap<String, Tree.Field> fields = Mappings.index(mapping, words(), problems);
    T value = blank;
    for (Part<T, ?> part : parts) {
      Tree.Field field = fields.get(part.word());
      if (field != null) {
        Either<Vector<Problem>, T> next = part.read(value, field.value());
        next.peekLeft(found -> problems.addAll(found.asJava()));
        value = next.getOrElse(value);
      } else if (part.needed()) {
        problems.add(new Problem(tree.line(), what + " lacks \"" + part.word() + "\""));
      }
    }
    return problems.isEmpty() ? Either.right(value) : Either.left(Vector.ofAll(problems));
  }
}
