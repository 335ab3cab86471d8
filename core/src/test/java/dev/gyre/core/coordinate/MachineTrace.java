package dev.gyre.core.coordinate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gyre.core.machine.Coordination;
import dev.gyre.core.machine.Effect;
import dev.gyre.core.machine.Signal;
import dev.gyre.core.machine.Step;
import dev.gyre.core.message.Gossip;
import dev.gyre.core.message.HintReply;
import dev.gyre.core.message.HintRequest;
import dev.gyre.core.message.Message;
import dev.gyre.core.message.Outcome;
import dev.gyre.core.message.PartitionReply;
import dev.gyre.core.message.PartitionRequest;
import dev.gyre.core.message.RepairReply;
import dev.gyre.core.message.RepairRequest;
import dev.gyre.core.message.Reply;
import dev.gyre.core.message.Request;
import dev.gyre.core.message.StrongReply;
import dev.gyre.core.message.StrongRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine driven signal by signal, written down as text and compared with {@code
 * src/test/resources/traces/NAME.txt}. {@code -Dgyre.regenerate=true} writes the files anew: read
 * them before you commit them.
 */
final class MachineTrace {
  private final String name;
  private final List<String> lines = new ArrayList<>();
  private Coordination machine;

  MachineTrace(String name) {
    this.name = name;
  }

  MachineTrace start(String what, Step step) {
    return take(what, step);
  }

  MachineTrace on(Signal signal) {
    return take(text(signal), machine.on(signal));
  }

  /** The trace so far is the one on file, and the machine is over. */
  void isAsOnFile() throws IOException {
    Path file = Path.of("src/test/resources/traces", name + ".txt");
    if (Boolean.getBoolean("gyre.regenerate")) {
      Files.write(file, lines);
    }
    assertEquals(String.join("\n", Files.readAllLines(file)), String.join("\n", lines));
    assertEquals(null, machine, "the machine is not over");
  }

  private MachineTrace take(String cause, Step step) {
    lines.add(cause);
    for (Effect effect : step.effects()) {
      lines.add("    " + text(effect));
    }
    lines.add("  → " + (step.next() == null ? "done" : phase(step.next())));
    machine = step.next();
    return this;
  }

  private static String phase(Coordination next) {
    return switch (next) {
      case Get.Reading reading ->
          "Reading, " + votes(reading.answers().covered(reading.task().need()));
      case Get.WritingBack back ->
          "WritingBack, " + votes(back.answers().held(back.task().majority()));
      case ReadRepair.Checking checking -> "Checking";
      case ReadRepair.Repairing repairing ->
          "Repairing, " + Integer.bitCount(repairing.waiting()) + " owe an answer";
      case Write.Consulting consulting -> "Consulting, " + votes(consulting.quorum());
      case Write.Minting minting -> "Minting";
      case Replicating replicating -> "Replicating, " + votes(replicating.quorum());
      case Settlement settlement ->
          "Settling, "
              + Integer.bitCount(settlement.missing() & ~settlement.standIns().keptFor())
              + " owner(s) not accounted for";
      case HandOver.Taking taking -> "Taking";
      case HandOver.Delivering delivering -> "Delivering to " + delivering.waiting().mkString(", ");
      case HandOver.Releasing releasing -> "Releasing";
      case Forward forward ->
          "Waiting, attempt " + forward.attempt() + (forward.doubtful() ? ", doubtful" : "");
      case Survey.Asking asking -> "Asking, question " + asking.questions();
      case Survey.Pausing pausing -> "Pausing";
      case Agreement.Preparing preparing -> preparing + ", " + votes(preparing.quorum());
      case Agreement.Accepting accepting -> accepting + ", " + votes(accepting.quorum());
      case Agreement agreement -> agreement.toString();
      default -> throw new IllegalArgumentException("no such machine: " + next);
    };
  }

  private static String votes(dev.gyre.core.machine.Quorum quorum) {
    return quorum.grants()
        + " for, "
        + Integer.bitCount(quorum.refused())
        + " against, needs "
        + quorum.need()
        + " of "
        + quorum.members();
  }

  private static String text(Signal signal) {
    return switch (signal) {
      case Signal.Replied replied -> replied.from() + " replied " + text(replied.reply());
      case Signal.Answered answered ->
          answered.from() + " answered " + text(answered.answer().outcome());
      case Signal.Elapsed elapsed -> "elapsed at " + elapsed.nowMillis();
    };
  }

  private static String text(Effect effect) {
    return switch (effect) {
      case Effect.Send send -> "send " + send.to() + " " + text(send.message());
      case Effect.Apply apply -> "apply " + text(apply.request());
      case Effect.Arm arm -> "wake in " + arm.delay().minMillis() + " ms";
      case Effect.Disarm disarm -> "disarm";
      case Effect.Answer answer -> "answer " + text(answer.outcome());
    };
  }

  private static String text(Request request) {
    return switch (request) {
      case HintRequest.Mint mint -> "Mint in the hint for " + mint.target();
      case HintRequest.Take take -> "Take the hint for " + take.target();
      case HintRequest.Release release ->
          "Release the hint for " + release.target() + ", " + release.reason();
      case StrongRequest strong -> strong(strong);
      case Message.ToReplica travels -> travels.getClass().getSimpleName();
      case Request.Mint mint -> "Mint";
      case HintRequest.Overview overview -> overview.getClass().getSimpleName();
      case RepairRequest.Grow grow -> "Grow";
    };
  }

  private static String text(Message message) {
    return switch (message) {
      case Request.Read read -> "Read";
      case Request.ReadDigest read -> "ReadDigest";
      case PartitionRequest.Page page -> "Page " + page.part() + " of " + page.partitions();
      case PartitionReply reply -> text((Reply) reply);
      case RepairRequest.Remote request -> request.getClass().getSimpleName();
      case RepairReply.Remote reply -> text((Reply) reply);
      case Request.Merge merge -> "Merge of " + merge.lane().siblings().size() + " sibling(s)";
      case HintRequest.Keep keep ->
          "Keep for " + keep.target() + " " + keep.lane().siblings().size() + " sibling(s)";
      case Message.Ask ask -> "Ask " + attempt(ask) + ask.command().timeoutMillis() + " ms left";
      case Message.Answer answer -> "Answer " + text(answer.outcome());
      case Reply.Found found -> text((Reply) found);
      case Reply.Digest digest -> text((Reply) digest);
      case Reply.Stored stored -> text((Reply) stored);
      case Reply.Refused refused -> text((Reply) refused);
      case Message.TopologyIs topologyIs -> "TopologyIs";
      case Gossip gossip -> gossip.getClass().getSimpleName();
      case StrongRequest.Remote request -> strong(request);
      case StrongReply reply -> text((Reply) reply);
    };
  }

  private static String attempt(Message.Ask ask) {
    return ask.command() instanceof dev.gyre.core.message.Command.Write write
        ? "attempt " + write.attempt() + ", "
        : "";
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Found found -> "Found " + found.lane().siblings().size() + " sibling(s)";
      case Reply.Digest digest -> "Digest";
      case Reply.Stored stored -> "Stored";
      case Reply.Refused refused -> "Refused " + refused.refusal();
      case Reply.Minted minted -> "Minted";
      case RepairReply told -> told.getClass().getSimpleName();
      case PartitionReply.Cells cells -> "Cells " + cells.rows().size();
      case PartitionReply.Digests digests -> "Digests " + digests.rows().size();
      case HintReply ofHints -> ofHints.getClass().getSimpleName();
      case StrongReply.Surveyed surveyed ->
          "Surveyed " + surveyed.accepted() + (surveyed.isKnown() ? "" : ", not known as chosen");
      case StrongReply.Promised promised ->
          "Promised " + promised.ballot() + ", accepted " + promised.accepted().ballot();
      case StrongReply.Taken taken -> "Taken " + taken.ballot();
      case StrongReply.Preempted preempted ->
          "Preempted " + preempted.ballot() + " by " + preempted.promised();
    };
  }

  private static String strong(StrongRequest request) {
    return switch (request) {
      case StrongRequest.Propose propose -> "Propose above " + propose.above();
      case StrongRequest.Survey survey -> survey.whole() ? "Survey, whole" : "Survey";
      case StrongRequest.Prepare prepare -> "Prepare " + prepare.ballot();
      case StrongRequest.Accept accept ->
          "Accept "
              + accept.proposal().ballot()
              + ", version "
              + accept.proposal().state().version();
      case StrongRequest.Learn learn -> "Learn " + learn.ballot();
    };
  }

  private static String version(dev.gyre.core.consensus.Ballot version) {
    return version.isNone() ? "" : " at version " + version;
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Page page -> "Page of " + page.entries().size() + " keys";
      case Outcome.Found found ->
          "Found " + found.siblings().size() + " sibling(s)" + version(found.version());
      case Outcome.Written written -> "Written" + version(written.version());
      case Outcome.ConditionFailed failed ->
          "ConditionFailed" + (failed.seen() == null ? "" : ", " + text(failed.seen()));
      case Outcome.Repaired repaired -> "Repaired";
      case Outcome.NotApplied not -> "NotApplied " + not.refusal() + ": " + not.detail();
      case Outcome.Unknown unknown -> "Unknown: " + unknown.detail();
    };
  }
}
