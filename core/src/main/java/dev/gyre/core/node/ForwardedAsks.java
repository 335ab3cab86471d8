package dev.gyre.core.node;

import dev.gyre.core.message.Command;
import dev.gyre.core.message.Message;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The writes that peers forwarded here lately, so that none runs twice. A network may deliver a
 * message twice. If the first copy were refused and the second run, the forwarding node would
 * report "not applied" of a write that was applied; if both ran, the second, coming when the cell's
 * window has forgotten the first, would mint a dot for a write that may have been overwritten.
 *
 * <p>So each sending (who, its request, its attempt) runs at most once, and a copy is dropped, as
 * if it had been lost. One life is enough, because a transport never delivers copies of one message
 * to two lives of a node. So is a bound, {@link #MOST}: a copy that more than so many others
 * overtook would run.
 */
final class ForwardedAsks {
  private record Sending(NodeId from, RequestId id, int attempt) {}

  /** A few seconds' worth of what one node takes, in about a megabyte. */
  static final int MOST = 8_192;

  /** In the order of their coming. */
  private final Set<Sending> sendings = new LinkedHashSet<>();

  /** Whether it has come before; remembered from now on. */
  boolean isCopy(NodeId from, Message.Ask ask) {
    return ask.command() instanceof Command.Write write && isCopy(from, ask.id(), write.attempt());
  }

  private boolean isCopy(NodeId from, RequestId id, int attempt) {
    if (!sendings.add(new Sending(from, id, attempt))) {
      return true;
    }
    if (sendings.size() > MOST) {
      Iterator<Sending> oldest = sendings.iterator();
      oldest.next();
      oldest.remove();
    }
    return false;
  }
}
