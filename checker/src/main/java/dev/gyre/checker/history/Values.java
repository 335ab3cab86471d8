package dev.gyre.checker.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A dictionary from values to small integers, so that a history is columns of {@code int}.
 *
 * <p>Equal values ({@link Object#equals}) have one number, numbers are dense and start at 0, which
 * is {@link Absent#ABSENT}. Integers and short texts are looked up without allocating: a history of
 * a million operations is mostly these two.
 */
public final class Values {
  /** The number of {@link Absent#ABSENT}. */
  public static final int ABSENT = 0;

  private static final int INITIAL_SLOTS = 64;
  private static final int MAXIMUM_SMALL = 1 << 20;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** The value, or null where {@link #numbers} holds it. */
  private Object[] objects = new Object[INITIAL_SLOTS];

  private long[] numbers = new long[INITIAL_SLOTS];
  private int size;

  /** For small integers, their number + 1: what counters and generators write is mostly dense. */
  private int[] smallNumbers = new int[INITIAL_SLOTS];

  /** Open addressing: number of the value + 1, 0 where free. */
  private int[] longSlots = new int[INITIAL_SLOTS];

  private int longCount;

  private int[] textSlots = new int[INITIAL_SLOTS];
  private byte[][] texts = new byte[INITIAL_SLOTS][];
  private int textCount;

  private final Map<Object, Integer> others = new HashMap<>();

  /** A dictionary that knows {@link Absent#ABSENT} alone. */
  public Values() {
    objects[0] = Absent.ABSENT;
    size = 1;
    others.put(Absent.ABSENT, ABSENT);
  }

  /** The number of values known. */
  public int size() {
    return size;
  }

  /** The value of a number that this dictionary gave out. */
  public Object get(int id) {
    Objects.checkIndex(id, size);
    Object object = objects[id];
    return object == null ? Long.valueOf(numbers[id]) : object;
  }

  /** The number of a value, or −1 when this dictionary does not know it. */
  public int find(Object value) {
    for (int id = 0; id < size; id++) {
      if (get(id).equals(value)) {
        return id;
      }
    }
    return -1;
  }

  /** The number of a value: {@link Long}, {@link String}, or anything with equality. */
  public int of(Object value) {
    if (value instanceof Long number) {
      return of(number.longValue());
    }
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return ofText(bytes, 0, bytes.length);
    }
    Integer known = others.get(value);
    if (known != null) {
      return known;
    }
    int id = next();
    objects[id] = value;
    others.put(value, id);
    return id;
  }

  /** The number of an integer. */
  public int of(long value) {
    return value >= 0 && value < MAXIMUM_SMALL ? ofSmall((int) value) : ofLarge(value);
  }

  private int ofSmall(int value) {
    if (value >= smallNumbers.length) {
      int capacity = Math.max(value + 1, smallNumbers.length * 2);
      smallNumbers = Arrays.copyOf(smallNumbers, capacity);
    }
    if (smallNumbers[value] == 0) {
      int id = next();
      numbers[id] = value;
      smallNumbers[value] = id + 1;
    }
    return smallNumbers[value] - 1;
  }

  private int ofLarge(long value) {
    int mask = longSlots.length - 1;
    int slot = (int) ((value * MULTIPLIER) >>> 32) & mask;
    while (longSlots[slot] != 0) {
      int id = longSlots[slot] - 1;
      if (numbers[id] == value) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    int id = next();
    numbers[id] = value;
    longSlots[slot] = id + 1;
    if (++longCount * 2 > longSlots.length) {
      growLongs();
    }
    return id;
  }

  /** The number of a text given as UTF-8 in {@code [from, to)}; the bytes are copied when new. */
  public int ofText(byte[] bytes, int from, int to) {
    int mask = textSlots.length - 1;
    int slot = hash(bytes, from, to) & mask;
    while (textSlots[slot] != 0) {
      int id = textSlots[slot] - 1;
      if (Arrays.equals(texts[id], 0, texts[id].length, bytes, from, to)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    int id = next();
    objects[id] = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (id >= texts.length) {
      texts = Arrays.copyOf(texts, Math.max(id + 1, texts.length * 2));
    }
    texts[id] = Arrays.copyOfRange(bytes, from, to);
    textSlots[slot] = id + 1;
    if (++textCount * 2 > textSlots.length) {
      growTexts();
    }
    return id;
  }

  private int next() {
    if (size == objects.length) {
      objects = Arrays.copyOf(objects, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    return size++;
  }

  private void growLongs() {
    int[] old = longSlots;
    longSlots = new int[old.length * 4];
    int mask = longSlots.length - 1;
    for (int entry : old) {
      if (entry != 0) {
        int slot = (int) ((numbers[entry - 1] * MULTIPLIER) >>> 32) & mask;
        while (longSlots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        longSlots[slot] = entry;
      }
    }
  }

  private void growTexts() {
    int[] old = textSlots;
    textSlots = new int[old.length * 4];
    int mask = textSlots.length - 1;
    for (int entry : old) {
      if (entry != 0) {
        byte[] text = texts[entry - 1];
        int slot = hash(text, 0, text.length) & mask;
        while (textSlots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        textSlots[slot] = entry;
      }
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    return (int) (hash ^ (hash >>> 32));
  }
}
