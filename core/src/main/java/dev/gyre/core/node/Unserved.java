package dev.gyre.core.node;

import dev.gyre.core.machine.Effect;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import io.vavr.collection.List;

/** What becomes of a message that is not served. */
final class Unserved {
  private Unserved() {}

  /** A request is refused, a late reply is dropped. */
  static List<Effect> answer(NodeId from, Message message, Refusal refusal, String detail) {
    return switch (message) {
      case Message.ToReplica request ->
          List.of(new Effect.Send(from, new Reply.Refused(request.id(), refusal, detail)));
      case Message.Ask ask ->
          List.of(
              new Effect.Send(
                  from, new Message.Answer(ask.id(), new Outcome.NotApplied(refusal, detail))));
      case Message.FromReplica reply -> List.empty();
      case Message.Answer answer -> List.empty();
      case Message.TopologyIs topologyIs -> List.empty();
      case Gossip gossip -> List.empty();
    };
  }
}
