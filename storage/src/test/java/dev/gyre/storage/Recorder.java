package dev.gyre.storage;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.host.Storage.Completion;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what a completion was told, and that it was told properly. */
final class Recorder implements Completion {
  private final List<String> order = new ArrayList<>();
  private Reply.@Nullable Minted minted;
  private @Nullable Reply reply;

  @Override
  public void applied(Reply.Minted change) {
    if (minted != null || reply != null) {
      throw new AssertionError("applied after " + order);
    }
    order.add("applied");
    minted = change;
  }

  @Override
  public void durable(Reply last) {
    if (reply != null || last instanceof Reply.Minted) {
      throw new AssertionError(last + " after " + order);
    }
    order.add("durable");
    reply = last;
  }

  boolean isDurable() {
    return reply != null;
  }

  boolean isApplied() {
    return minted != null;
  }

  Reply.Minted minted() {
    if (minted == null) {
      throw new AssertionError("nothing was minted: " + order);
    }
    return minted;
  }

  Reply reply() {
    if (reply == null) {
      throw new AssertionError("no reply: " + order);
    }
    return reply;
  }

  /** The refusal, or a failure if it is something else. */
  Reply.Refused refused() {
    if (reply() instanceof Reply.Refused refused) {
      return refused;
    }
    throw new AssertionError("not refused: " + reply());
  }

  Lane held() {
    if (reply() instanceof HintReply.Held held) {
      return held.lane();
    }
    throw new AssertionError("no hint: " + reply());
  }

  Reply.Found found() {
    if (reply() instanceof Reply.Found found) {
      return found;
    }
    throw new AssertionError("not found: " + reply());
  }
}
