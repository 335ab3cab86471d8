package dev.gyre.core.coordinate;

import dev.gyre.core.cell.Decision;
import dev.gyre.core.cell.Lane;
import dev.gyre.core.cell.Operation;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Quorum;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Command;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.value.Key;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import java.util.Objects;

/**
 * A linearizable write, or a read that one round trip could not answer, coordinated by an owner:
 * rounds of CASPaxos (Rystsov 2018, section 2.2) on the key's register until one is chosen.
 *
 * <pre>
 * Queueing   begin (its turn)       propose → Proposing
 *            Elapsed at the deadline   NotApplied
 * Proposing  Promised from self     prepare → Preparing; or, if that is a majority, → Accepting
 *            Refused from self      NotApplied; Unknown if it may have run
 *            Elapsed                Proposing
 * Preparing  Promised of the round  count, keep the highest accepted, merge the lane;
 *                                   WON → fold, decide, accept → Accepting,
 *                                         or the end, if that is forgotten or too large
 *            Preempted of the round, Refused
 *                                   count against; LOST → Resting
 *            Elapsed                preempted → Resting; else prepare again → Preparing
 * Accepting  Taken of the round     count; WON → the answer, and all owners learn it
 *            Preempted of the round, Refused
 *                                   count against; LOST → Resting
 *            Elapsed                preempted → Resting; else accept again → Accepting
 * Resting    Elapsed                propose, higher → Proposing
 * any        Elapsed at the deadline   Unknown if it may have run, else NotApplied
 *            a strong reply of another round   late, no change
 *            anything else          illegal
 * </pre>
 *
 * <p>"May have run": it is a retry, or an accept that carries the operation has been sent. A round
 * that was lost after that is followed by a higher ballot, never by another state under the same
 * one (DESIGN rule 1), and the register's window says whether the operation had been decided (rule
 * 2).
 *
 * <p>A known result is answered only after a round of its own: found at one replica it may not be
 * chosen.
 */
public sealed interface Agreement extends Coordination {
  Motion motion();

  default Key key() {
    return motion().task().key();
  }

  /** A write with a stamped id, which waits for its turn at the key. */
  static Queueing queueing(
      Protocol protocol, RequestId id, Command.Write write, Array<NodeId> owners, long nowMillis) {
    Operation operation =
        new Operation(Objects.requireNonNull(write.id()), write.content(), write.condition());
    Task task = Task.ofMajority(protocol, id, write, owners, nowMillis);
    return new Queueing(new Motion(task, protocol, operation, write.attempt() > 0, Ballot.NONE, 0));
  }

  /** A read that needs a round. */
  static Step read(Task task, Protocol protocol) {
    return Proposing.begin(new Motion(task, protocol, null, false, Ballot.NONE, 0), List.empty());
  }

  @Override
  default Step on(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied ->
          switch (replied.reply()) {
            case StrongReply reply -> replied(motion().task().positionOf(replied.from()), reply);
            case Reply.Refused refused ->
                refused(motion().task().positionOf(replied.from()), refused);
            case Reply.Found found -> throw illegal(signal);
            case Reply.Digest digest -> throw illegal(signal);
            case PartitionReply page -> throw illegal(signal);
            case RepairReply told -> throw illegal(signal);
            case HintReply ofHints -> throw illegal(signal);
            case Reply.Stored stored -> throw illegal(signal);
            case Reply.Minted minted -> throw illegal(signal);
          };
      case Signal.Elapsed elapsed ->
          motion().task().isOver(elapsed.nowMillis()) ? over() : elapsed(elapsed.nowMillis());
      case Signal.Answered answered -> throw illegal(signal);
    };
  }

  /** Where nothing was asked, an answer is late. */
  default Step replied(int position, StrongReply reply) {
    return Step.stay(this);
  }

  /** As {@link #replied}. */
  default Step refused(int position, Reply.Refused refused) {
    return Step.stay(this);
  }

  Step elapsed(long nowMillis);

  private Step over() {
    Motion motion = motion();
    return Step.done(
        motion
            .task()
            .answer(
                motion.abandoned(
                    Refusal.UNAVAILABLE, "no majority agreed within the time, in " + this)));
  }

  private IllegalStateException illegal(Signal signal) {
    return new IllegalStateException(
        "Agreement " + motion().task().id() + " in " + this + " cannot take " + signal);
  }

  /** Behind other operations on the key at this node, in the order of their coming. */
  record Queueing(Motion motion) implements Agreement {

    /** Its turn has come. */
    public Step begin(long nowMillis) {
      return Proposing.begin(motion, List.of(wake(motion, nowMillis)));
    }

    /** Until then only the deadline matters. */
    public Step await(long nowMillis) {
      return Step.to(this, List.of(motion.task().wake(nowMillis, Integer.MAX_VALUE)));
    }

    @Override
    public Step elapsed(long nowMillis) {
      return await(nowMillis);
    }

    @Override
    public String toString() {
      return "Queueing";
    }
  }

  /** This node's next ballot is being taken and promised in its own cell. */
  record Proposing(Motion motion) implements Agreement {

    static Step begin(Motion motion, List<Effect> before) {
      return Step.to(new Proposing(motion), before.append(motion.propose()));
    }

    @Override
    public Step replied(int position, StrongReply reply) {
      boolean own = motion.task().owners().get(position).equals(motion.task().self());
      return own && reply instanceof StrongReply.Promised promised
          ? Preparing.begin(motion, position, promised)
          : Step.stay(this);
    }

    @Override
    public Step refused(int position, Reply.Refused refused) {
      boolean own = motion.task().owners().get(position).equals(motion.task().self());
      return own
          ? Step.done(motion.task().answer(motion.abandoned(refused.refusal(), refused.detail())))
          : Step.stay(this);
    }

    @Override
    public Step elapsed(long nowMillis) {
      return Step.to(this, List.of(wake(motion, nowMillis)));
    }

    @Override
    public String toString() {
      return "Proposing";
    }
  }

  /**
   * The first phase.
   *
   * @param highest the accepted state of the highest ballot among the promises
   * @param lane what the promises' eventual lanes say together
   */
  record Preparing(
      Motion motion, Ballot ballot, Quorum quorum, Accepted<StrongLane> highest, Lane lane)
      implements Agreement {

    static Step begin(Motion motion, int self, StrongReply.Promised own) {
      Preparing empty =
          new Preparing(motion, own.ballot(), motion.task().quorum(), own.accepted(), own.lane());
      Step first = empty.replied(self, own);
      return first.next() instanceof Preparing preparing
          ? Step.to(preparing, preparing.prepare())
          : first;
    }

    @Override
    public Step replied(int position, StrongReply reply) {
      return switch (reply) {
        case StrongReply.Promised promised when promised.ballot().equals(ballot) ->
            promised(position, promised);
        case StrongReply.Preempted preempted when preempted.ballot().equals(ballot) ->
            against(position, preempted.promised());
        case StrongReply.Promised late -> Step.stay(this);
        case StrongReply.Preempted late -> Step.stay(this);
        case StrongReply.Surveyed late -> Step.stay(this);
        case StrongReply.Taken late -> Step.stay(this);
      };
    }

    private Step promised(int position, StrongReply.Promised promised) {
      int entries = motion.protocol().limits().windowEntries();
      Preparing next =
          new Preparing(
              motion,
              ballot,
              quorum.grant(position),
              highest.later(promised.accepted()),
              lane.merge(promised.lane(), entries));
      return next.quorum.verdict() == Quorum.Verdict.WON ? next.decided() : Step.stay(next);
    }

    private Step decided() {
      Decision decision = motion.decide(highest.state(), lane, ballot);
      int most = motion.protocol().limits().strong().bytes();
      int bytes = decision.next().sizeBytes();
      if (decision instanceof Decision.Forgotten) {
        return Step.done(motion.task().answer(motion.outcome(decision)));
      }
      if (bytes > most) {
        String detail = "the key would hold " + bytes + " bytes, at most " + most;
        return Step.done(motion.task().answer(motion.abandoned(Refusal.TOO_LARGE, detail)));
      }
      return Accepting.begin(motion.proposed(), new Accepted<>(ballot, decision.next()), decision);
    }

    private Step against(int position, Ballot promised) {
      Motion after = motion.met(promised);
      Preparing next = new Preparing(after, ballot, quorum.refuse(position), highest, lane);
      return next.quorum.verdict() == Quorum.Verdict.LOST ? Resting.begin(after) : Step.stay(next);
    }

    @Override
    public Step refused(int position, Reply.Refused refused) {
      return against(position, Ballot.NONE);
    }

    @Override
    public Step elapsed(long nowMillis) {
      return motion.met().compareTo(ballot) > 0
          ? Resting.begin(motion)
          : Step.to(this, prepare().append(wake(motion, nowMillis)));
    }

    private List<Effect> prepare() {
      Task task = motion.task();
      return motion.toOwners(
          task.waiting(quorum), new StrongRequest.Prepare(task.id(), task.key(), ballot));
    }

    @Override
    public String toString() {
      return "Preparing " + ballot;
    }
  }

  /** The second phase. */
  record Accepting(Motion motion, Accepted<StrongLane> proposal, Decision decision, Quorum quorum)
      implements Agreement {

    static Step begin(Motion motion, Accepted<StrongLane> proposal, Decision decision) {
      Accepting next = new Accepting(motion, proposal, decision, motion.task().quorum());
      return Step.to(next, next.accept());
    }

    @Override
    public Step replied(int position, StrongReply reply) {
      return switch (reply) {
        case StrongReply.Taken taken when taken.ballot().equals(proposal.ballot()) ->
            taken(quorum.grant(position));
        case StrongReply.Preempted preempted when preempted.ballot().equals(proposal.ballot()) ->
            against(position, preempted.promised());
        case StrongReply.Taken late -> Step.stay(this);
        case StrongReply.Preempted late -> Step.stay(this);
        case StrongReply.Surveyed late -> Step.stay(this);
        case StrongReply.Promised late -> Step.stay(this);
      };
    }

    private Step taken(Quorum counted) {
      if (counted.verdict() != Quorum.Verdict.WON) {
        return Step.stay(new Accepting(motion, proposal, decision, counted));
      }
      Task task = motion.task();
      StrongRequest.Learn learn = new StrongRequest.Learn(task.id(), task.key(), proposal.ballot());
      List<Integer> everyone = List.range(0, task.owners().size());
      return new Step(
          null, motion.toOwners(everyone, learn).prepend(task.answer(motion.outcome(decision))));
    }

    private Step against(int position, Ballot promised) {
      Motion after = motion.met(promised);
      Accepting next = new Accepting(after, proposal, decision, quorum.refuse(position));
      return next.quorum.verdict() == Quorum.Verdict.LOST ? Resting.begin(after) : Step.stay(next);
    }

    @Override
    public Step refused(int position, Reply.Refused refused) {
      return against(position, Ballot.NONE);
    }

    @Override
    public Step elapsed(long nowMillis) {
      return motion.met().compareTo(proposal.ballot()) > 0
          ? Resting.begin(motion)
          : Step.to(this, accept().append(wake(motion, nowMillis)));
    }

    private List<Effect> accept() {
      Task task = motion.task();
      return motion.toOwners(
          task.waiting(quorum), new StrongRequest.Accept(task.id(), task.key(), proposal));
    }

    @Override
    public String toString() {
      return "Accepting " + proposal.ballot();
    }
  }

  /** Between two rounds. */
  record Resting(Motion motion) implements Agreement {

    static Step begin(Motion motion) {
      return Step.to(new Resting(motion), List.of(motion.rest()));
    }

    @Override
    public Step elapsed(long nowMillis) {
      return Proposing.begin(motion.again(), List.of(wake(motion, nowMillis)));
    }

    @Override
    public String toString() {
      return "Resting";
    }
  }

  private static Effect wake(Motion motion, long nowMillis) {
    return motion.task().wake(nowMillis, motion.protocol().timings().retryMillis());
  }
}
