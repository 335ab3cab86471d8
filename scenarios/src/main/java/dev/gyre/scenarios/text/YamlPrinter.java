package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;

/**
 * A tree as YAML that reads like a story: short mappings in braces on one line, all else in blocks.
 */
final class YamlPrinter {
  static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();

  private YamlPrinter() {}

  static String print(Tree.Fields tree) {
    YamlPrinter printer = new YamlPrinter();
    printer.block(tree, "");
    return printer.text.toString();
  }

  private void block(Tree.Fields mapping, String indent) {
    for (Tree.Field field : mapping.fields()) {
      text.append(indent);
      field(field, indent);
    }
  }

  /** One field; the cursor is already behind the indent. */
  private void field(Tree.Field field, String indent) {
    String name = field.name() + ":";
    if (fits(field.value(), indent.length() + name.length() + 1)) {
      text.append(name).append(' ').append(line(field.value())).append('\n');
      return;
    }
    text.append(name).append('\n');
    switch (field.value()) {
      case Tree.Word word -> throw new IllegalStateException("a word fits everywhere");
      case Tree.Items items -> items.items().forEach(item -> item(item, indent + "  "));
      case Tree.Fields fields -> block(fields, indent + "  ");
    }
  }

  private void item(Tree item, String indent) {
    text.append(indent).append("- ");
    if (item instanceof Tree.Fields fields && !fields.fields().isEmpty()) {
      field(fields.fields().head(), indent + "  ");
      block(new Tree.Fields(fields.fields().tail(), 0), indent + "  ");
    } else {
      text.append(line(item)).append('\n');
    }
  }

  private static String line(Tree tree) {
    return tree instanceof Tree.Word word ? Quotes.yaml(word, false) : bracketed(tree);
  }

  private static String bracketed(Tree tree) {
    return switch (tree) {
      case Tree.Word word -> Quotes.yaml(word, true);
      case Tree.Items items -> items.items().map(YamlPrinter::bracketed).mkString("[", ", ", "]");
      case Tree.Fields fields ->
          fields
              .fields()
              .map(field -> field.name() + ": " + bracketed(field.value()))
              .mkString("{", ", ", "}");
    };
  }

  /** Whether it goes on the rest of a line: no mapping within another does. */
  private static boolean fits(Tree tree, int column) {
    Vector<? extends Tree> inner =
        switch (tree) {
          case Tree.Word word -> Vector.empty();
          case Tree.Items items -> items.items();
          case Tree.Fields fields -> fields.fields().map(Tree.Field::value);
        };
    return tree instanceof Tree.Word
        || (!inner.exists(each -> each instanceof Tree.Fields)
            && column + bracketed(tree).length() <= WIDTH);
  }
}
