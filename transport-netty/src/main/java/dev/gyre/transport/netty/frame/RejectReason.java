package dev.gyre.transport.netty.frame;

/** Why a connection was turned away. Its position is its number on the wire: only ever append. */
public enum RejectReason {
  /** A reason that this version does not know; the text says it. */
  OTHER(true),
  /** No protocol version that both sides speak. */
  VERSION(true),
  FOREIGN_CLUSTER(true),
  /** The peer is not in our topology. */
  UNKNOWN_NODE(true),
  /** The peer claims to be us. */
  OWN_ID(true),
  /** Another node answered than the one that was dialled. */
  WRONG_NODE(true),
  /** A later life of the same node is connected. */
  OLDER_LIFE(true),
  MALFORMED(true),
  /** Starting, or going away. */
  NOT_SERVING(false),
  TOO_MANY(false),
  /** The peer was configured with other members, replication or partitions at the same epoch. */
  OTHER_TOPOLOGY(true),
  /** The peer's data directory is another one than before, or an older state of it. */
  LOST_DATA(true);

  private static final RejectReason[] ALL = values();

  private final boolean lasting;

  RejectReason(boolean lasting) {
    this.lasting = lasting;
  }

  /** Whether trying again cannot help before somebody changes a configuration. */
  public boolean isLasting() {
    return lasting;
  }

  static RejectReason ofNumber(int number) {
    return number < ALL.length ? ALL[number] : OTHER;
  }
}
