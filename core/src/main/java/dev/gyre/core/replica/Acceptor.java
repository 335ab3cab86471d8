package dev.gyre.core.replica;

import dev.gyre.core.cell.Cell;
import dev.gyre.core.cell.CellLimits;
import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.consensus.Accepted;
import dev.gyre.core.consensus.Ballot;
import dev.gyre.core.consensus.Register;
import dev.gyre.core.message.Refusal;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;
import dev.gyre.core.value.RequestId;

/**
 * A replica's part in rounds on a cell's register. The eventual lane goes along with a promise, and
 * is left alone by an accept: what it absorbed is hidden from readers, not removed (DESIGN rule 7).
 */
final class Acceptor {
  private Acceptor() {}

  static Change apply(Cell cell, StrongRequest request, CellLimits limits) {
    return switch (request) {
      case StrongRequest.Propose propose -> propose(cell, propose, limits);
      case StrongRequest.Survey survey -> new Change(cell, surveyed(cell, survey));
      case StrongRequest.Prepare prepare -> prepare(cell, prepare, limits);
      case StrongRequest.Accept accept -> accept(cell, accept, limits);
      case StrongRequest.Learn learn ->
          new Change(
              cell.with(cell.register().learn(learn.ballot())), new Reply.Stored(learn.id()));
    };
  }

  private static Change propose(Cell cell, StrongRequest.Propose propose, CellLimits limits) {
    Ballot next =
        cell.register().promised().max(propose.above()).next(propose.node(), propose.life());
    return prepare(cell, new StrongRequest.Prepare(propose.id(), propose.key(), next), limits);
  }

  private static Reply surveyed(Cell cell, StrongRequest.Survey survey) {
    Register<StrongLane> register = cell.register();
    Accepted<StrongLane> accepted = register.accepted();
    return new StrongReply.Surveyed(
        survey.id(),
        accepted.ballot(),
        register.chosen().ballot().equals(accepted.ballot()),
        cell.lane().context(),
        survey.whole() ? accepted.state() : null);
  }

  /** A cell over the limits, which were lowered since, would fit no message: it says so. */
  private static Change prepare(Cell cell, StrongRequest.Prepare prepare, CellLimits limits) {
    Register<StrongLane> register = cell.register();
    if (!register.admits(prepare.ballot())) {
      return preempted(cell, prepare.id(), prepare.ballot());
    }
    int bytes = cell.lane().sizeBytes();
    if (bytes > limits.laneBytes()
        || register.accepted().state().sizeBytes() > limits.strong().bytes()) {
      return new Change(
          cell,
          new Reply.Refused(
              prepare.id(), Refusal.TOO_LARGE, "the key holds more than the limits: raise them"));
    }
    Register<StrongLane> next = register.promise(prepare.ballot());
    return new Change(
        cell.with(next),
        new StrongReply.Promised(prepare.id(), prepare.ballot(), next.accepted(), cell.lane()));
  }

  private static Change accept(Cell cell, StrongRequest.Accept accept, CellLimits limits) {
    Register<StrongLane> register = cell.register();
    Accepted<StrongLane> proposal = accept.proposal();
    if (!register.admits(proposal.ballot())) {
      return preempted(cell, accept.id(), proposal.ballot());
    }
    int bytes = proposal.state().sizeBytes();
    if (bytes > limits.strong().bytes()) {
      return new Change(
          cell,
          new Reply.Refused(
              accept.id(),
              Refusal.TOO_LARGE,
              "the key would hold " + bytes + " bytes, at most " + limits.strong().bytes()));
    }
    return new Change(
        cell.with(register.accept(proposal)),
        new StrongReply.Taken(accept.id(), proposal.ballot()));
  }

  private static Change preempted(Cell cell, RequestId id, Ballot ballot) {
    return new Change(cell, new StrongReply.Preempted(id, ballot, cell.register().promised()));
  }
}
