package dev.gyre.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What can be judged line by line: lengths (STYLE 10) and promises to do it later (STYLE 24). */
final class LineRules {

  static final int MAX_FILE_LINES = 400;
  static final int MAX_COLUMNS = 100;

  /** Put together so that this file does not name what it forbids. */
  private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private LineRules() {}

  static List<Offence> check(String path, List<String> lines) {
    var found = new ArrayList<Offence>();
    if (lines.size() > MAX_FILE_LINES) {
      String what = lines.size() + " lines; " + MAX_FILE_LINES + " at most, so split it by idea";
      found.add(new Offence("file-lines", path, 0, what));
    }
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      int columns = line.codePointCount(0, line.length());
      if (columns > MAX_COLUMNS && !line.startsWith("import ")) {
        found.add(new Offence("columns", path, at + 1L, columns + " columns"));
      }
      if (LATER.matcher(line).find()) {
        found.add(new Offence("later", path, at + 1L, "do it now, or file an issue"));
      }
    }
    return found;
  }
}
