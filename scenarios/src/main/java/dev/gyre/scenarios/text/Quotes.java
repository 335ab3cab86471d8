package dev.gyre.scenarios.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** When a word needs quotes, and what it looks like in them. */
final class Quotes {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _./#>%+-]*(?<! )");
  private static final Pattern PLAIN_SENTENCE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _./#>%+,;'()!?=-]*(?<! )");

  /** What YAML readers may take for a number, a truth value or nothing. */
  private static final Pattern MEANS_MORE =
      Pattern.compile(
          "(?i)null|true|false|yes|no|on|off|y|n|[-+.]?[0-9][-+.0-9a-f_xo]*|[-+]?\\.(inf|nan)");

  private static final Pattern JSON_BARE =
      Pattern.compile("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private Quotes() {}

  /** For JSON: quoted unless it is a number or a truth value, and meant as one. */
  static String json(Tree.Word word) {
    boolean bare = word.bare() && JSON_BARE.matcher(word.text()).matches();
    return bare ? word.text() : quoted(word.text());
  }

  /** For YAML, within brackets or not. */
  static String yaml(Tree.Word word, boolean bracketed) {
    String text = word.text();
    boolean plain =
        (bracketed ? PLAIN : PLAIN_SENTENCE).matcher(text).matches()
            && !text.contains(" #")
            && (word.bare() || !MEANS_MORE.matcher(text).matches());
    boolean number = word.bare() && JSON_BARE.matcher(text).matches();
    return plain || number ? text : quoted(text);
  }

  /** As JSON quotes, which YAML reads too. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(each -> append(quoted, each));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int codePoint) {
    switch (codePoint) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (isPrintable(codePoint)) {
          quoted.appendCodePoint(codePoint);
        } else {
          quoted.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
        }
      }
    }
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          codePoint > Character.MAX_VALUE;
      default -> true;
    };
  }
}
