package dev.gyre.core.coordinate;

import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.wire.ContextTokens;
import org.jspecify.annotations.Nullable;

/** What all machines of a node share; {@code life} is the node's. */
public record Protocol(
    NodeId self, int life, CellLimits limits, Timings timings, ContextTokens tokens) {

  static String tooFew(Quorum quorum, Reply.@Nullable Refused why) {
    String counts =
        quorum.grants()
            + " of "
            + quorum.members()
            + " owners answered, "
            + quorum.need()
            + " needed";
    return why == null ? counts : counts + "; one refused: " + why.detail();
  }
}
