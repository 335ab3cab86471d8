package dev.gyre.core.member;

import dev.gyre.core.message.Gossip.Belief;

/**
 * Which of two beliefs about one member counts: the higher incarnation; within one, the later state
 * (SWIM section 4.2, with leaving as the last word). A total order, so merging is taking the
 * maximum: in whatever order and however often updates come, everybody ends with the same.
 *
 * <p>In the paper a death is final; here the members are given, so a dead one returns with a higher
 * incarnation.
 */
final class Precedence {
  private Precedence() {}

  static boolean supersedes(Belief later, Belief known) {
    int order = Long.compare(later.incarnation(), known.incarnation());
    if (order == 0) {
      order = later.state().compareTo(known.state());
    }
    if (order == 0) {
      order = Long.compareUnsigned(later.directory(), known.directory());
    }
    return order > 0;
  }
}
