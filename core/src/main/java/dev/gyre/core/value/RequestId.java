package dev.gyre.core.value;

/**
 * The number of one request at the node that coordinates it: (life of the node, sequence within the
 * life), so that a late reply to a former life never meets a request of this one.
 */
public record RequestId(long number) {
  private static final int SEQUENCE_BITS = 40;

  public static RequestId of(int life, long sequence) {
    return new RequestId(((long) life << SEQUENCE_BITS) | (sequence & ((1L << SEQUENCE_BITS) - 1)));
  }

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
