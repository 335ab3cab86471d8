package dev.gyre.scenarios.chronicle;

import dev.gyre.core.cell.StrongLane;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;

/** What is said of a key's register, in words for people. */
final class StrongWords {
  private StrongWords() {}

  static String request(StrongRequest request) {
    return switch (request) {
      case StrongRequest.Propose propose -> "takes a ballot above " + propose.above();
      case StrongRequest.Survey survey -> "survey " + survey.key();
      case StrongRequest.Prepare prepare -> "prepare " + prepare.ballot();
      case StrongRequest.Accept accept ->
          "accept " + accept.proposal().ballot() + ": " + state(accept.proposal().state());
      case StrongRequest.Learn learn -> "learn that " + learn.ballot() + " is chosen";
    };
  }

  static String reply(StrongReply reply) {
    return switch (reply) {
      case StrongReply.Surveyed surveyed -> "accepted " + surveyed.accepted();
      case StrongReply.Promised promised ->
          "promises "
              + promised.ballot()
              + ", accepted "
              + promised.accepted().ballot()
              + ": "
              + state(promised.accepted().state());
      case StrongReply.Taken taken -> "took " + taken.ballot();
      case StrongReply.Preempted preempted ->
          preempted.ballot() + " comes after a promise to " + preempted.promised();
    };
  }

  private static String state(StrongLane state) {
    return Words.siblings(state.newestFirst());
  }
}
