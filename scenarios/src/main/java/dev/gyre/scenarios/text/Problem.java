package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** A mistake in a text, and the line that it is on. */
record Problem(int line, String reason) {

  static <T> Either<Vector<Problem>, T> at(Tree tree, String reason) {
    return at(tree.line(), reason);
  }

  static <T> Either<Vector<Problem>, T> at(int line, String reason) {
    return Either.left(Vector.of(new Problem(line, reason)));
  }

  /** A word that means nothing here. */
  static Problem unknownWord(int line, String word, Vector<String> known) {
    String advice =
        Nearest.of(word, known)
            .map(near -> "did you mean \"" + near + "\"?")
            .getOrElse(() -> "known here: " + known.mkString(", "));
    return new Problem(line, "unknown word \"" + word + "\"; " + advice);
  }

  /** As a compiler prints it. */
  String in(String file) {
    return file + ":" + line + ": " + reason;
  }
}
