package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;

/**
 * Text with its structure, before it means anything. What is read knows its line, counted from 1;
 * what is to be written has line 0.
 */
sealed interface Tree {
  int line();

  /**
   * @param bare a number or a truth value, which JSON does not quote
   */
  record Word(String text, boolean bare, int line) implements Tree {}

  record Items(Vector<Tree> items, int line) implements Tree {}

  record Fields(Vector<Field> fields, int line) implements Tree {}

  /** One word of a mapping, and what it says. */
  record Field(String name, Tree value, int line) {
    Field(String name, Tree value) {
      this(name, value, 0);
    }
  }

  static Tree word(String text) {
    return new Word(text, false, 0);
  }

  static Tree items(Vector<Tree> items) {
    return new Items(items, 0);
  }

  static Tree fields(Vector<Field> fields) {
    return new Fields(fields, 0);
  }

  /** What a person sees there. */
  static String kind(Tree tree) {
    return switch (tree) {
      case Word word -> "\"" + word.text() + "\"";
      case Items items -> "a list";
      case Fields fields -> "a mapping";
    };
  }
}
