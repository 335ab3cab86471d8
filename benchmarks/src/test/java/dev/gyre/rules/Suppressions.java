package dev.gyre.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Offences that were looked at and let stand: one a line, {@code rule path reason}. */
final class Suppressions {

  private record Entry(String rule, String path) {}

  private final List<Entry> entries;

  private Suppressions(List<Entry> entries) {
    this.entries = entries;
  }

  static Suppressions read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty lines and those that start with # say nothing. */
  static Suppressions parse(List<String> lines) {
    var entries = new ArrayList<Entry>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split("\\s+", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("'" + line + "' gives no reason: rule path reason");
      }
      entries.add(new Entry(parts[0], parts[1]));
    }
    return new Suppressions(entries);
  }

  /** What is left of {@code offences}, and every suppression that suppressed nothing. */
  List<String> judge(List<Offence> offences) {
    var unused = new ArrayList<>(entries);
    var left = new TreeSet<String>();
    for (Offence offence : offences) {
      var entry = new Entry(offence.rule(), offence.path());
      unused.remove(entry);
      if (!entries.contains(entry)) {
        left.add(offence.toString());
      }
    }
    unused.forEach(entry -> left.add(entry + " suppresses nothing; remove it"));
    return List.copyOf(left);
  }
}
