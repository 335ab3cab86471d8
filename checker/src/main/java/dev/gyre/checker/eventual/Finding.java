package dev.gyre.checker.eventual;

import io.vavr.collection.Vector;
import java.util.Objects;

/**
 * A promise that was not kept.
 *
 * @param promise its name
 * @param key the object
 * @param operations numbers of the operations that show it
 * @param sentence what happened
 */
public record Finding(String promise, Object key, Vector<Integer> operations, String sentence) {
  /** Refuses missing parts. */
  public Finding {
    Objects.requireNonNull(promise, "promise");
    Objects.requireNonNull(sentence, "sentence");
  }
}
