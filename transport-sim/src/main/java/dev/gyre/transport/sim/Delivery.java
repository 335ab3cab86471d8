package dev.gyre.transport.sim;

import org.jspecify.annotations.Nullable;

/** A message under way between two nodes: the event of its arrival. */
final class Delivery implements Runnable {
  private final SimLink link;
  private final SimTransport sender;

  /** Number of the message on its link; a duplicate has the number of its original. */
  private final long sequence;

  /** The frame, possibly corrupted; never written. */
  private final byte[] frame;

  private final boolean corrupted;

  /** Whether it is one of two copies, which are for one life alone. */
  private boolean copied;

  /** The life that it arrives at; null when it is for whichever runs then. */
  private @Nullable SimTransport target;

  /** Neighbours among what is under way to the same life; null outside of that list. */
  @Nullable Delivery before;

  @Nullable Delivery after;

  Delivery(SimLink link, SimTransport sender, long sequence, byte[] frame, boolean corrupted) {
    this.link = link;
    this.sender = sender;
    this.sequence = sequence;
    this.frame = frame;
    this.corrupted = corrupted;
  }

  Delivery again() {
    Delivery copy = new Delivery(link, sender, sequence, frame, corrupted);
    copied = true;
    copy.copied = true;
    return copy;
  }

  boolean isCopied() {
    return copied;
  }

  SimLink link() {
    return link;
  }

  SimTransport sender() {
    return sender;
  }

  byte[] frame() {
    return frame;
  }

  boolean isCorrupted() {
    return corrupted;
  }

  /** To this life, or with null to whichever runs when it arrives. */
  void addressTo(@Nullable SimTransport life) {
    target = life;
  }

  /** Counts what was done to it. */
  void became(Effect what) {
    link.became(sequence, what);
  }

  /** Tells whoever watches that the receiver is about to be told. */
  void arrives() {
    link.arrives(sequence);
  }

  /** For the trace. */
  long payload() {
    return payload(frame);
  }

  /** A frame's checksum and length stand for its content. */
  static long payload(byte[] frame) {
    int at = Integer.BYTES;
    int checksum =
        (frame[at] & 0xFF)
            | (frame[at + 1] & 0xFF) << 8
            | (frame[at + 2] & 0xFF) << 16
            | (frame[at + 3] & 0xFF) << 24;
    return (long) frame.length << Integer.SIZE | checksum & 0xFFFF_FFFFL;
  }

  @Override
  public void run() {
    SimTransport life = target;
    if (life == null) {
      link.arriveAtAnyLife(this);
    } else {
      link.arrived(sequence);
      life.arrived(this);
    }
  }
}
