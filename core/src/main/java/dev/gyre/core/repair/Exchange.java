package dev.gyre.core.repair;

import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply.Row;
import dev.gyre.core.message.RepairReport;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.value.NodeId;
import dev.gyre.core.value.RequestId;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes this owner and others, one after the other, equal in some partitions: compares the roots of
 * their hash trees, then branches and leaves of what differs, then the digests of the cells of
 * those leaves, then moves the lanes that differ, both ways, merged. Nothing of it is kept: who
 * crashes in the middle begins again, and finds less to do.
 *
 * <p>A store that changes meanwhile shows differences that are none; merging them costs little and
 * changes nothing.
 *
 * <pre>
 * Asking   the answer it waits for, of one side   noted → Asking
 *          of both sides                          the next {@link Question} → Asking;
 *                                                 lanes to move → Storing;
 *                                                 no more questions → the next peer, or over
 *          Refused                                the next peer, or over
 *          another answer                         late, Asking
 *          Elapsed                                asked again → Asking; at the third time
 *                                                 the next peer, or over
 * Storing  Stored of one side                     noted → Storing
 *          of both sides                          a rest as long as the throttle wants → Resting
 *          Refused                                the next peer, or over
 *          another answer                         late, Storing
 *          Elapsed                                sent again → Storing; at the third time
 *                                                 the next peer, or over
 * Resting  Elapsed                                the next question → Asking
 *          any answer                             late, Resting
 * Answered is illegal everywhere.
 * </pre>
 *
 * <p>At its end it answers {@link Outcome.Repaired}.
 */
public sealed interface Exchange extends Coordination {
  int TRIES = 3;
  long MILLIS_PER_SECOND = 1_000;

  Course course();

  Step replied(NodeId from, Reply reply);

  Step elapsed();

  @Override
  default Step on(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied -> replied(replied.from(), replied.reply());
      case Signal.Elapsed elapsed -> elapsed();
      case Signal.Answered answered -> throw illegal(this, answered);
    };
  }

  /** Begins with the first of the peers; each is an owner of every partition. */
  static Step start(Course.Plan plan, List<NodeId> peers) {
    return next(new Course(plan, peers, RepairReport.NONE));
  }

  private static Step next(Course course) {
    return course.peers().isEmpty()
        ? Step.done(new Effect.Answer(course.id(), new Outcome.Repaired(course.report())))
        : Asking.of(course, new Question.OfRoots(course.plan().partitions()));
  }

  private static Step abandoned(Course course) {
    return next(course.with(new RepairReport(0, 0, 0, 0, 0, 1)).nextPeer());
  }

  private static Step goOn(Course course, @Nullable Question then) {
    return then == null ? next(course.nextPeer()) : Asking.of(course, then);
  }

  private static Step follow(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ask ask -> Asking.of(ask.course(), ask.question());
      case Verdict.Move move -> Storing.of(move);
      case Verdict.Done done -> next(done.course().nextPeer());
    };
  }

  /**
   * Both sides were asked the same.
   *
   * @param mine what this owner answered; null while it has not
   * @param theirs what the other did
   */
  record Asking(
      Course course, Question question, @Nullable Reply mine, @Nullable Reply theirs, int tries)
      implements Exchange {

    private static Step of(Course course, Question question) {
      var request = question.request(course);
      return Step.to(
          new Asking(course, question, null, null, 1),
          List.of(course.here(request), course.there(request), course.answerMayTake()));
    }

    @Override
    public Step replied(NodeId from, Reply reply) {
      boolean here = from.equals(course.plan().self());
      if (!here && !course.isWith(from)) {
        return Step.stay(this);
      }
      if (reply instanceof Reply.Refused) {
        return abandoned(course);
      }
      if (!question.isAnsweredBy(reply)) {
        return Step.stay(this);
      }
      Reply left = here ? reply : mine;
      Reply right = here ? theirs : reply;
      return left == null || right == null
          ? Step.stay(new Asking(course, question, left, right, tries))
          : follow(question.answered(course, left, right));
    }

    @Override
    public Step elapsed() {
      if (tries == TRIES) {
        return abandoned(course);
      }
      var request = question.request(course);
      List<Effect> again = List.of(course.answerMayTake());
      return Step.to(
          new Asking(course, question, mine, theirs, tries + 1),
          theirs == null ? again.prepend(course.there(request)) : again);
    }
  }

  /**
   * Lanes were sent to who lacked them.
   *
   * @param move what is moved
   * @param here whether this owner has not stored its part yet
   * @param there whether the other has not
   */
  record Storing(Verdict.Move move, boolean here, boolean there, int tries) implements Exchange {

    private static Step of(Verdict.Move move) {
      Differences.Lacking lacking = move.lacking();
      Storing next = new Storing(move, !lacking.here().isEmpty(), !lacking.there().isEmpty(), 1);
      if (!next.here && !next.there) {
        return goOn(move.course(), move.then());
      }
      List<Effect> effects = List.of(move.course().answerMayTake());
      effects = next.there ? effects.prepend(next.sendThere()) : effects;
      return Step.to(
          next,
          next.here ? effects.prepend(move.course().here(next.store(lacking.here()))) : effects);
    }

    private RepairRequest.Store store(java.util.List<Row> rows) {
      return new RepairRequest.Store(move.course().id(), rows);
    }

    private Effect sendThere() {
      return move.course().there(store(move.lacking().there()));
    }

    @Override
    public Course course() {
      return move.course();
    }

    @Override
    public Step replied(NodeId from, Reply reply) {
      boolean own = from.equals(course().plan().self());
      if (!own && !course().isWith(from)) {
        return Step.stay(this);
      }
      if (reply instanceof Reply.Refused) {
        return abandoned(course());
      }
      if (!(reply instanceof Reply.Stored)) {
        return Step.stay(this);
      }
      Storing next = new Storing(move, here && !own, there && own, tries);
      return next.here || next.there ? Step.stay(next) : rest();
    }

    private Step rest() {
      Differences.Lacking lacking = move.lacking();
      int merged = lacking.here().size() + lacking.there().size();
      Course done = course().with(new RepairReport(0, 0, 0, merged, lacking.bytes(), 0));
      long millis = lacking.bytes() * MILLIS_PER_SECOND / done.plan().settings().bytesPerSecond();
      return millis == 0
          ? goOn(done, move.then())
          : Step.to(new Resting(done, move.then()), List.of(done.wakeIn(millis)));
    }

    @Override
    public Step elapsed() {
      if (tries == TRIES) {
        return abandoned(course());
      }
      List<Effect> again = List.of(course().answerMayTake());
      return Step.to(
          new Storing(move, here, there, tries + 1), there ? again.prepend(sendThere()) : again);
    }
  }

  /** What was moved takes its time. */
  record Resting(Course course, @Nullable Question then) implements Exchange {
    @Override
    public Step replied(NodeId from, Reply late) {
      return Step.stay(this);
    }

    @Override
    public Step elapsed() {
      return goOn(course, then);
    }
  }

  private static IllegalStateException illegal(Exchange phase, Signal signal) {
    RequestId id = phase.course().id();
    return new IllegalStateException("Exchange " + id + " in " + phase + " cannot take " + signal);
  }
}
