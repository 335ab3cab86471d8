package dev.gyre.server.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing an operator can set. Its other names follow from {@code name}: {@code
 * limits.value-bytes} is {@code --limits-value-bytes} on the command line, {@code
 * GYRE_LIMITS_VALUE_BYTES} in the environment, and {@code value-bytes} under {@code limits} in the
 * file. The group {@code node} is left out on the command line: {@code node.id} is {@code --id}.
 *
 * @param name group and word, joined by a dot
 * @param shape what a value looks like, for usage texts
 * @param fallback the value when none is given; null when it is required or may be absent
 * @param meaning one sentence without a final dot
 */
public record Setting(String name, String shape, @Nullable String fallback, String meaning) {
  static final String SWITCH = "BOOL";

  public String flag() {
    return "--" + name.replaceFirst("^node\\.", "").replace('.', '-');
  }

  /** Whether it is true or false, so that its flag needs no value. */
  public boolean isSwitch() {
    return shape.equals(SWITCH);
  }

  public String environment() {
    return "GYRE_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
