package dev.gyre.core.member;

import dev.gyre.core.ring.Member;
import dev.gyre.core.ring.Topology;
import dev.gyre.core.value.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Memberships for tests. */
final class Machines {
  private Machines() {}

  static Topology topology(int members) {
    List<Member> list = new ArrayList<>();
    for (int i = 1; i <= members; i++) {
      list.add(new Member(NodeId.of(i), "r" + i, ""));
    }
    return new Topology(1, 16, 3, list);
  }

  /** Node {@code self} of so many, in its first life. */
  static Membership of(int self, int members) {
    return of(self, members, 1);
  }

  static Membership of(int self, int members, int life) {
    return new Membership(
        NodeId.of(self), topology(members), MemberSettings.DEFAULT, life, 70 + self);
  }
}
