package dev.gyre.storage.life;

/**
 * What a node must remember of itself, apart from its cells.
 *
 * @param number the life, from 1; 0 before the first
 * @param durable a position of the log that was durable when this was written: a store that comes
 *     up behind it has lost data
 * @param clean whether the node shut down in order and has not been started since
 * @param lastSequence with {@code clean}: the last request sequence of the life; the next start
 *     continues after it
 * @param lost whether data was found missing and nobody has accepted that yet
 * @param accepted whether the operator has ever accepted that data may be missing here
 */
public record Life(
    int number, long durable, boolean clean, long lastSequence, boolean lost, boolean accepted) {
  public static final Life NONE = new Life(0, 0, false, 0, false, false);

  public Life {
    if (number < 0 || durable < 0 || lastSequence < 0) {
      throw new IllegalArgumentException(
          "a life counts upward: " + number + ", " + durable + ", " + lastSequence);
    }
  }

  public Life begun(int life, boolean dataLost) {
    return new Life(life, durable, false, 0, dataLost, accepted);
  }

  public Life accepting(boolean loss) {
    return new Life(number, durable, clean, lastSequence, lost, accepted || loss);
  }

  public Life durableAt(long sequence) {
    return new Life(number, sequence, clean, lastSequence, lost, accepted);
  }

  public Life endedAt(long last, long durableSequence) {
    return new Life(number, durableSequence, true, last, lost, accepted);
  }
}
