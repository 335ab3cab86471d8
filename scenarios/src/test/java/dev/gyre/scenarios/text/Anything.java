package dev.gyre.scenarios.text;

import io.vavr.collection.Vector;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws a value of any tree of records, and remembers what it drew. It learns the records from
 * themselves, so a new component or a new case is drawn as soon as it exists.
 */
final class Anything {
  private static final int ATTEMPTS = 20_000;
  private static final String LETTERS =
      "ak79 #:-_,>'\"\\[]{}&*!|%@`\n\t\u0000\u0085\u2028é漢\uD83D\uDE00\uFEFF";

  /** Attempts with the same parts. */
  private static final int PATIENCE = 50;

  private final Random random;

  /** By {@code Record.component} or sealed type: the different values or cases that were drawn. */
  private final TreeMap<String, TreeSet<String>> drawn;

  Anything(Random random, TreeMap<String, TreeSet<String>> drawn) {
    this.random = random;
    this.drawn = drawn;
  }

  <T> T draw(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Vector.fill(random.nextInt(4), () -> value(generic.getActualTypeArguments()[0]));
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isSealed()) {
      List<Class<?>> cases = leaves(raw);
      Class<?> chosen = cases.get(random.nextInt(cases.size()));
      note(raw.getName(), chosen.getSimpleName());
      return value(chosen);
    }
    if (raw.isRecord()) {
      return record(raw);
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
    }
    return scalar(raw);
  }

  static List<Class<?>> leaves(Class<?> type) {
    List<Class<?>> leaves = new ArrayList<>();
    for (Class<?> each : type.getPermittedSubclasses()) {
      leaves.addAll(each.isSealed() ? leaves(each) : List.of(each));
    }
    return leaves;
  }

  /**
   * Draws again while the record refuses what was drawn: its plain values each time, what it is
   * made of only now and then, or the refusals of records within records would multiply.
   */
  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < ATTEMPTS; i++) {
      for (int j = 0; j < components.length; j++) {
        if (i % PATIENCE == 0 || isPlain(components[j].getGenericType())) {
          values[j] = value(components[j].getGenericType());
        }
      }
      Object made = made(type, components, values);
      if (made != null) {
        for (int j = 0; j < components.length; j++) {
          note(type.getName() + "." + components[j].getName(), String.valueOf(values[j]));
        }
        return made;
      }
    }
    throw new IllegalStateException("nothing drawn suits " + type);
  }

  private static boolean isPlain(Type type) {
    return type instanceof Class<?> raw && !raw.isRecord() && !raw.isSealed();
  }

  private static Object made(Class<?> type, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return null;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object scalar(Class<?> type) {
    if (type == int.class) {
      return (int) number();
    } else if (type == long.class) {
      return random.nextInt(20) == 0 ? random.nextLong() : number();
    } else if (type == double.class) {
      return random.nextInt(4) == 0 ? random.nextInt(3) * 1.0 : fraction();
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return text();
    } else if (type == Duration.class) {
      return Duration.ofNanos(number() * (long) Math.pow(10, random.nextInt(12)));
    }
    throw new IllegalStateException("nobody has said how to draw a " + type);
  }

  private long number() {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(4);
      case 1 -> 1L << random.nextInt(28);
      case 2 -> random.nextInt(100) - 5;
      case 3 -> random.nextInt(10_000_000);
      default -> random.nextInt(12);
    };
  }

  private double fraction() {
    return random.nextInt(4) == 0
        ? Double.MIN_VALUE * random.nextLong(1L << 60)
        : random.nextDouble();
  }

  private String text() {
    if (random.nextInt(4) == 0) {
      return List.of("5", "no", "null", "all", "k7", "1e5", "a: b", "x #y").get(random.nextInt(8));
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private void note(String what, String value) {
    TreeSet<String> values = drawn.computeIfAbsent(what, name -> new TreeSet<>());
    if (values.size() < 50) {
      values.add(value);
    }
  }
}
