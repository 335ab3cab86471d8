package dev.gyre.scenarios.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A planted bug: a sentence, then a unified diff against the repository. Hunks must match the
 * source to the letter; when the source has moved on, the patch fails and has to be made anew.
 */
record Patch(String name, String sentence, TreeMap<String, List<Hunk>> hunks) {

  /** Lines as they are, and as they become. */
  record Hunk(List<String> before, List<String> after) {}

  static Patch read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    TreeMap<String, List<Hunk>> hunks = new TreeMap<>();
    List<Hunk> current = List.of();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("+++ b/")) {
        current = new ArrayList<>();
        hunks.put(line.substring("+++ b/".length()), current);
      } else if (line.startsWith("@@")) {
        current.add(new Hunk(new ArrayList<>(), new ArrayList<>()));
      } else if (!current.isEmpty() && !line.isEmpty() && !line.startsWith("---")) {
        add(current.getLast(), line);
      }
    }
    String name = file.getFileName().toString().replace(".patch", "");
    return new Patch(name, lines.getFirst(), hunks);
  }

  private static void add(Hunk hunk, String line) {
    String text = line.substring(1);
    if (line.charAt(0) != '+') {
      hunk.before().add(text);
    }
    if (line.charAt(0) != '-') {
      hunk.after().add(text);
    }
  }

  /** The source with this file's hunks applied; each must fit in exactly one place. */
  String applyTo(String path, String source) {
    String changed = source;
    for (Hunk hunk : hunks.get(path)) {
      String before = String.join("\n", hunk.before()) + "\n";
      String after = String.join("\n", hunk.after()) + "\n";
      int at = changed.indexOf(before);
      if (at < 0 || changed.indexOf(before, at + 1) >= 0) {
        throw new IllegalStateException(
            name + ".patch no longer fits " + path + ": make it anew\n" + before);
      }
      changed = changed.substring(0, at) + after + changed.substring(at + before.length());
    }
    return changed;
  }
}
