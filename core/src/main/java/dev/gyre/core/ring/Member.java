package dev.gyre.core.ring;

import dev.gyre.core.value.NodeId;

/**
 * One node of a cluster.
 *
 * @param rack the failure domain: owners of a partition are spread over distinct racks while there
 *     are some
 * @param address where peers and clients reach it: {@code host:port} of the binary protocol
 */
public record Member(NodeId id, String rack, String address) {
  public static final int MAX_TEXT = 255;

  public Member {
    if (rack.isEmpty() || rack.length() > MAX_TEXT || address.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "a member has a rack name and an address of at most " + MAX_TEXT + " characters: " + id);
    }
  }
}
