package dev.gyre.storage;

import java.util.List;

/**
 * What an operator should know about a start.
 *
 * @param notes sentences about what was found damaged and made good
 */
public record StartReport(Verdict verdict, List<String> notes) {
  public StartReport {
    notes = List.copyOf(notes);
  }
}
