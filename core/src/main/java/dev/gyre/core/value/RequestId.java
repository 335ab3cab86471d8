package dev.gyre.core.value;

/**
 * The number of one request at the node that coordinates it: (life of the node, sequence within the
 * life), so that a late reply to a former life never meets a request of this one. Of the life it
 * keeps the low 24 bits, enough to tell lives apart that a message can have been under way between.
 */
public record RequestId(long number) {
  private static final int SEQUENCE_BITS = 40;

  public static RequestId of(int life, long sequence) {
    return new RequestId(((long) life << SEQUENCE_BITS) | (sequence & ((1L << SEQUENCE_BITS) - 1)));
  }

  /** The low bits of the node's life. */
  public int life() {
    return (int) (number >>> SEQUENCE_BITS);
  }

  public long sequence() {
    return number & ((1L << SEQUENCE_BITS) - 1);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public String toString() {
    return "r" + life() + "." + sequence();
  }
}
