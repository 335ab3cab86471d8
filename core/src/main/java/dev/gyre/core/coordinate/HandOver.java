package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Lane;
import dev.gyre.core.clock.HybridClock;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Delay;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.machine.TimerId;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.HintRequest.Release.Reason;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;

/**
 * One hint on its way to whom it is meant for. It goes only when that node has said that it has it
 * durably, and only as it was sent: one that has grown meanwhile stays, and is sent again.
 *
 * <pre>
 * Taking      Held, too old         let it go → Releasing
 *             Held, empty           it is gone, or cannot be read: let it go → Releasing
 *             Held                  send it → Delivering; nobody to send it to → over
 *             Refused               over
 * Delivering  Stored by the last    let it go as it was sent → Releasing
 *             Stored by another     Delivering
 *             Refused, Elapsed      over: the hint stays
 * Releasing   Stored, Refused       over
 *             Stored by a receiver  a copy, Releasing
 * anything else                     illegal
 * </pre>
 */
public sealed interface HandOver extends Coordination {

  /**
   * What stays the same.
   *
   * @param receivers whom it is sent to: its target, or all owners when that is none any more;
   *     empty while they are down, when it is only looked at for its age
   * @param bornAfterMillis a hint whose newest write was stamped before is too old
   */
  record Errand(
      RequestId id,
      NodeId self,
      NodeId target,
      Key key,
      Array<NodeId> receivers,
      long bornAfterMillis,
      int deliveryMillis) {

    private Step begin() {
      return Step.to(new Taking(this), List.of(own(new HintRequest.Take(id, target, key))));
    }

    private Effect own(Request request) {
      return new Effect.Apply(self, request);
    }

    private Step release(Lane lane, Reason reason) {
      return Step.to(
          new Releasing(this),
          List.of(own(new HintRequest.Release(id, target, key, lane, reason))));
    }

    private IllegalStateException illegal(String phase, Signal signal) {
      return new IllegalStateException(
          "HandOver " + id + " in " + phase + " cannot take " + signal);
    }
  }

  static Step start(Errand errand) {
    return errand.begin();
  }

  /** The hint is being read. */
  record Taking(Errand errand) implements HandOver {
    @Override
    public Step on(Signal signal) {
      if (signal instanceof Signal.Replied replied) {
        if (replied.reply() instanceof HintReply.Held held) {
          return held(held.lane());
        }
        if (replied.reply() instanceof Reply.Refused) {
          return Step.over();
        }
      }
      throw errand.illegal("Taking", signal);
    }

    private Step held(Lane lane) {
      if (lane.isEmpty()) {
        return errand.release(lane, Reason.DAMAGED);
      }
      if (HybridClock.millis(lane.newestStamp()) < errand.bornAfterMillis()) {
        return errand.release(lane, Reason.AGED);
      }
      return errand.receivers().isEmpty() ? Step.over() : send(lane);
    }

    private Step send(Lane lane) {
      Request.Merge merge = new Request.Merge(errand.id(), errand.key(), lane);
      List<Effect> effects =
          List.of(new Effect.Arm(new TimerId(errand.id()), Delay.millis(errand.deliveryMillis())));
      for (NodeId receiver : errand.receivers()) {
        effects =
            effects.append(
                receiver.equals(errand.self())
                    ? errand.own(merge)
                    : new Effect.Send(receiver, merge));
      }
      return Step.to(new Delivering(errand, lane, errand.receivers()), effects);
    }
  }

  /**
   * The hint was sent.
   *
   * @param waiting those that have not answered
   */
  record Delivering(Errand errand, Lane lane, Array<NodeId> waiting) implements HandOver {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Replied replied -> replied(replied);
        case Signal.Elapsed elapsed -> Step.over();
        case Signal.Answered answered -> throw errand.illegal("Delivering", signal);
      };
    }

    private Step replied(Signal.Replied replied) {
      if (replied.reply() instanceof Reply.Refused) {
        return Step.over();
      }
      if (!(replied.reply() instanceof Reply.Stored)) {
        throw errand.illegal("Delivering", replied);
      }
      Array<NodeId> others = waiting.remove(replied.from());
      return others.isEmpty()
          ? errand.release(lane, Reason.HANDED_OVER)
          : Step.stay(new Delivering(errand, lane, others));
    }
  }

  /** It is being removed, unless it has grown. */
  record Releasing(Errand errand) implements HandOver {
    @Override
    public Step on(Signal signal) {
      return switch (signal) {
        case Signal.Elapsed elapsed -> Step.stay(this);
        case Signal.Replied replied when !replied.from().equals(errand.self()) -> Step.stay(this);
        case Signal.Replied replied -> Step.over();
        case Signal.Answered answered -> throw errand.illegal("Releasing", signal);
      };
    }
  }
}
