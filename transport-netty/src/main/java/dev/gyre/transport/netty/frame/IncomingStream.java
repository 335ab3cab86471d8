package dev.gyre.transport.netty.frame;

import org.jspecify.annotations.Nullable;

/** A large message on its way in, or come in whole: then its bytes, until it is ended. */
public final class IncomingStream {
  private final int id;
  private final int length;

  /** Null until there is room for the whole message. */
  private byte @Nullable [] bytes;

  /** What was received, and what the sender may have sent: 0 <= received <= credited <= length. */
  private int received;

  private int credited;

  /** Whether anything came, or was not allowed to come, since the last look. */
  private boolean moved = true;

  /** Set at once after construction: the claim may be granted within its making. */
  private ByteBudget.@Nullable Claim claim;

  IncomingStream(int id, int length) {
    this.id = id;
    this.length = length;
  }

  int id() {
    return id;
  }

  int length() {
    return length;
  }

  void heldBy(ByteBudget.Claim place) {
    claim = place;
  }

  /** Gives its place in the budget back. */
  public void end() {
    if (claim != null) {
      claim.end();
    }
  }

  /** There is room, of its length. */
  void admit(byte[] room) {
    bytes = room;
  }

  /**
   * How much more the sender shall send now; 0 for nothing yet. In steps of half a window, but
   * never less than what the sender needs for a full frame: it waits for that.
   */
  int creditDue(int windowBytes, int frameBytes) {
    int due = Math.min(length, received + windowBytes) - credited;
    boolean worthwhile = due >= windowBytes / 2 || credited - received < frameBytes;
    if (bytes == null || due <= 0 || !worthwhile) {
      return 0;
    }
    credited += due;
    return due;
  }

  /** False when the sender does not keep to offset or credit. */
  boolean take(int offset, byte[] source, int from, int count) {
    byte[] target = bytes;
    if (target == null || offset != received || count == 0 || count > credited - received) {
      return false;
    }
    System.arraycopy(source, from, target, received, count);
    received += count;
    moved = true;
    return true;
  }

  boolean isWhole() {
    return received == length;
  }

  /** The message's frame, once it is whole. */
  public byte[] bytes() {
    byte[] whole = bytes;
    if (whole == null || received < length) {
      throw new IllegalStateException("only " + received + " of " + length + " bytes are there");
    }
    return whole;
  }

  /** Whether it is to be decoded beside the loop. */
  public boolean isHeavy() {
    return length >= FrameLimits.HEAVY_BYTES;
  }

  /** Whether nothing came since the last look although it was allowed to. */
  boolean looksStalled() {
    boolean stalled = !moved && credited > received;
    moved = false;
    return stalled;
  }
}
