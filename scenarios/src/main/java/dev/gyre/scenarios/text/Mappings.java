package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import java.util.List;
import java.util.TreeMap;

/** What can be wrong with any mapping. */
final class Mappings {
  private Mappings() {}

  /** The fields by name, the first of each; tells of unknown words and of words said twice. */
  static TreeMap<String, Tree.Field> index(
      Tree.Fields mapping, Vector<String> known, List<Problem> problems) {
    TreeMap<String, Tree.Field> fields = new TreeMap<>();
    for (Tree.Field field : mapping.fields()) {
      Tree.Field first = fields.putIfAbsent(field.name(), field);
      if (first != null) {
        problems.add(
            new Problem(
                field.line(),
                "\"" + field.name() + "\" is said twice, first on line " + first.line()));
      } else if (!known.contains(field.name())) {
        problems.add(Problem.unknownWord(field.line(), field.name(), known));
      }
    }
    return fields;
  }
}
