package dev.gyre.scenarios.chronicle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Texts, each kept once under a number; 0 is the empty one. */
final class Strings {
  private final List<String> all = new ArrayList<>();

  /** Looked up, never walked. */
  private final HashMap<String, Integer> numbers = new HashMap<>();

  Strings() {
    number("");
  }

  int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    numbers.put(text, all.size());
    all.add(text);
    return all.size() - 1;
  }

  String get(int number) {
    return all.get(number);
  }

  List<String> all() {
    return all;
  }
}
