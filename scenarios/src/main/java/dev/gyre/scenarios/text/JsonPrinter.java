package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;

/** A tree as JSON, laid out for people who look into it all the same. */
final class JsonPrinter {
  private JsonPrinter() {}

  static String print(Tree.Fields tree) {
    return lines(tree, "") + "\n";
  }

  private static String lines(Tree tree, String indent) {
    String line = line(tree);
    if (indent.length() + line.length() <= YamlPrinter.WIDTH) {
      return line;
    }
    String inner = indent + "  ";
    return switch (tree) {
      case Tree.Word word -> line;
      case Tree.Items items ->
          spread(items.items().map(item -> lines(item, inner)), "[", "]", indent);
      case Tree.Fields fields ->
          spread(
              fields.fields().map(field -> name(field) + lines(field.value(), inner)),
              "{",
              "}",
              indent);
    };
  }

  private static String spread(Vector<String> parts, String open, String close, String indent) {
    return parts.mkString(
        open + "\n" + indent + "  ", ",\n" + indent + "  ", "\n" + indent + close);
  }

  private static String line(Tree tree) {
    return switch (tree) {
      case Tree.Word word -> Quotes.json(word);
      case Tree.Items items -> items.items().map(JsonPrinter::line).mkString("[", ", ", "]");
      case Tree.Fields fields ->
          fields.fields().map(field -> name(field) + line(field.value())).mkString("{", ", ", "}");
    };
  }

  private static String name(Tree.Field field) {
    return Quotes.quoted(field.name()) + ": ";
  }
}
