package dev.gyre.checker.command;

import dev.gyre.checker.eventual.Promise;
import dev.gyre.checker.format.HistoryFormat;
import dev.gyre.checker.format.ReadOptions.FailedCas;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be checked.
 *
 * @param files names or globs, in order
 * @param subject how to read them and what they should be
 * @param presentation how to answer
 */
public record CheckRequest(Vector<String> files, Subject subject, Presentation presentation) {
  /**
   * What the histories are of.
   *
   * @param model a name that {@code Models} knows; chosen by the history's functions when empty
   * @param promise what the objects promise; linearizability when empty
   * @param format guessed for each file when empty
   * @param keyed whether a Jepsen value is {@code [key value]}
   * @param initial the initial value as text; empty for absent
   * @param failedCas what a failed compare-and-set says
   * @param budget for each file
   */
  public record Subject(
      Optional<String> model,
      Optional<Promise> promise,
      Optional<HistoryFormat> format,
      boolean keyed,
      Optional<String> initial,
      FailedCas failedCas,
      Duration budget) {}

  /**
   * How to answer.
   *
   * @param html the folder for a page per file, or none
   * @param json whether standard output has an object a file instead of a line
   * @param progress whether standard error says what is being checked
   */
  public record Presentation(Optional<Path> html, boolean json, boolean progress) {}
}
