package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import java.util.Locale;

/** Constants of an enum as words: {@code NODE_DOWN} is {@code node-down}. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> Vector<String> all(Class<E> type) {
    return Vector.of(type.getEnumConstants()).map(Words::of);
  }

  /** The constant that a word names. */
  static <E extends Enum<E>> E find(Class<E> type, String word) {
    return Vector.of(type.getEnumConstants())
        .find(constant -> of(constant).equals(word))
        .getOrElseThrow(
            () -> new IllegalArgumentException(Problem.unknownWord(0, word, all(type)).reason()));
  }

  static <E extends Enum<E>> Form<E> form(Class<E> type) {
    return new Phrase<>("a word", false, Words::of, word -> find(type, word));
  }
}
