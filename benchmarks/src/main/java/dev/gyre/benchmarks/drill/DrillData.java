package dev.gyre.benchmarks.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gyre.core.value.Key;
import dev.gyre.core.value.Value;
import java.util.Arrays;

/** Keys, and values that say which key they belong to. */
final class DrillData {
  private static final int VALUE_BYTES = 100;

  private DrillData() {}

  static Key key(int number) {
    return Key.of("drill/" + number);
  }

  static Value value(int number) {
    byte[] text = ("value of " + number + " ").getBytes(UTF_8);
    byte[] bytes = Arrays.copyOf(text, VALUE_BYTES);
    Arrays.fill(bytes, text.length, VALUE_BYTES, (byte) '.');
    return Value.of(bytes);
  }
}
