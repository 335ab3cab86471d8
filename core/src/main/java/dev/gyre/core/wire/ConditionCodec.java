package dev.gyre.core.wire;

import dev.gyre.core.cell.Condition;
import dev.gyre.core.wire.MalformedException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a compare-and-set requires, as bytes.
 *
 * <pre>
 * condition = u8 kind, by kind: 0 none, 1 version: ballot, 2 value: block, 3 absent, 4 present
 * </pre>
 */
final class ConditionCodec {
  private static final int NONE = 0;
  private static final int VERSION = 1;
  private static final int VALUE = 2;
  private static final int ABSENT = 3;
  private static final int PRESENT = 4;

  private ConditionCodec() {}

  static void encode(Output out, @Nullable Condition condition) {
    switch (condition) {
      case null -> out.u8(NONE);
      case Condition.IfVersion expected -> {
        out.u8(VERSION);
        StrongLaneCodec.encodeBallot(out, expected.version());
      }
      case Condition.IfValue expected -> {
        out.u8(VALUE);
        out.value(expected.value());
      }
      case Condition.IfAbsent absent -> out.u8(ABSENT);
      case Condition.IfPresent present -> out.u8(PRESENT);
    }
  }

  static @Nullable Condition decode(Input in) throws MalformedException {
    int kind = in.u8();
    return switch (kind) {
      case NONE -> null;
      case VERSION -> new Condition.IfVersion(StrongLaneCodec.decodeBallot(in));
      case VALUE -> new Condition.IfValue(in.value("a value's length"));
      case ABSENT -> Condition.ABSENT;
      case PRESENT -> Condition.PRESENT;
      default -> throw new MalformedException(Kind.UNKNOWN_TYPE, "a condition of kind " + kind);
    };
  }
}
